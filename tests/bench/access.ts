import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

const tries = 200;

interface Way {
	what: string;
	path: string;
	/** What is sent for the name of somebody, or of nobody. */
	fields(name: string): Record<string, string>;
}
const ways: Way[] = [
	{
		what: 'sign-in, wrong password or unknown login',
		path: '/sign-in',
		fields: (login) => ({ login, password: 'not this one' })
	},
	{
		what: 'card, wrong code or unknown login',
		path: '/card',
		fields: (login) => ({ login, code: '2222-3333-4444-5555', password: 'not this one' })
	},
	{
		what: 'recovery, known or unknown address',
		path: '/recover',
		fields: (name) => ({ email: `${name}@example.org` })
	},
	{
		what: 'sign-up, known or unknown address',
		path: '/register',
		fields: (name) => ({
			email: `${name}@example.org`,
			name: 'Нова Особа',
			place: 'Тейсарів',
			agreed: '1'
		})
	}
];

/**
 * Whether time tells that an account exists: 200 tries for one that does and for one that does not, by turns. The
 * difference of the medians stands beside the spread of what is measured (the middle half).
 */
export async function access(): Promise<Outcome[]> {
	const { origin, stop } = await openTarget('access', String(tries));
	const outcomes: Outcome[] = [];
	for (const way of ways) {
		await measure(origin, way, 'warm-up', 20);
		const times = { known: [] as number[], unknown: [] as number[] };
		for (let n = 0; n < tries; n++)
			// Which comes first changes, so that neither always finds what the other has warmed.
			for (const kind of n % 2 === 0
				? (['known', 'unknown'] as const)
				: (['unknown', 'known'] as const))
				times[kind].push(await once(origin, way, `${kind}-${n}`));
		outcomes.push(outcomeOf(way, times.known, times.unknown));
	}
	await stop();
	return outcomes;
}

async function measure(origin: string, way: Way, name: string, count: number): Promise<void> {
	for (let n = 0; n < count; n++) await once(origin, way, `${name}-${n}`);
}

let asked = 0;
async function once(origin: string, { path, fields }: Way, name: string): Promise<number> {
	asked++;
	const from = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
	const began = performance.now();
	const answer = await fetch(origin + path, {
		method: 'POST',
		redirect: 'manual',
		headers: { accept: 'text/html', origin, 'x-forwarded-for': from },
		body: new URLSearchParams(fields(name))
	});
	await answer.text();
	const time = performance.now() - began;
	if (answer.status === 429) throw new Error('The limits on guessing are measured.');
	return time;
}

function outcomeOf({ what }: Way, known: number[], unknown: number[]): Outcome {
	const difference = Math.abs(quantile(known, 0.5) - quantile(unknown, 0.5));
	const spread = Math.max(
		...[known, unknown].map((one) => quantile(one, 0.75) - quantile(one, 0.25))
	);
	console.log(
		`${what}: medians ${quantile(known, 0.5).toFixed(2)} and ${quantile(unknown, 0.5).toFixed(2)} ms, spread ${spread.toFixed(2)} ms`
	);
	const ratio = difference / spread;
	return {
		what: `${what}: difference of medians, of the spread`,
		ours: difference,
		unit: 'ms',
		limit: spread,
		ratio,
		goal: '≤ 0.5',
		reached: ratio <= 0.5
	};
}

function quantile(times: readonly number[], part: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * part)]!;
}
