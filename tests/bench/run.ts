/**
 * Each figure beside its limit, measured in the same run by turns: `npm run bench`, or `npm run bench -- vote`.
 * Never a test: on a shared machine figures are noise, and only their ratios mean something.
 */
import { access } from './access.ts';
import { answers } from './answers.ts';
import { cached } from './cached.ts';
import { firstPaint } from './first-paint.ts';
import { flood } from './flood.ts';
import { growth } from './growth.ts';
import { hostile } from './hostile.ts';
import { live } from './live.ts';
import { page } from './page.ts';
import { beside } from './peers.ts';
import { people } from './people.ts';
import { startUp } from './start-up.ts';
import { steps } from './steps.ts';
import { vote } from './vote.ts';
import { weight } from './weight.ts';

/** One line of the table. */
export interface Outcome {
	what: string;
	ours: number;
	unit: string;
	/** What cannot be beaten, or the most that is allowed. */
	limit: number;
	/** `ours / limit`. */
	ratio: number;
	goal: string;
	reached: boolean;
}

const benches = {
	vote,
	cached,
	page,
	start: startUp,
	weight,
	paint: firstPaint,
	steps,
	answers,
	access,
	people,
	peers: beside,
	live,
	hostile,
	flood,
	growth
};
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('-'));
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0)
	throw new Error(
		`No such benchmark: ${unknown.join()}. There are ${Object.keys(benches).join()}.`
	);

const outcomes: Outcome[] = [];
for (const [name, run] of Object.entries(benches)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	try {
		const some = await run();
		outcomes.push(...some);
		console.table(some.map(shown));
	} catch (error) {
		// What the others measured in a quarter of an hour is not lost with it.
		console.error(`The benchmark ${name} failed:`, error);
		process.exitCode = 1;
	}
}
console.table(outcomes.map(shown));
console.log(JSON.stringify(outcomes));

function shown({ what, ours, unit, limit, ratio, goal, reached }: Outcome) {
	const rounded = (value: number) => Number(value.toPrecision(3));
	return {
		what,
		ours: `${rounded(ours)} ${unit}`,
		limit: `${rounded(limit)} ${unit}`,
		ratio: rounded(ratio),
		goal,
		reached: reached ? 'yes' : 'NO'
	};
}
