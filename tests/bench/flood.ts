import { askAround, createVisitor, forkFlood, p95 } from '../support/flood.ts';
import type { Outcome } from './run.ts';
import { openTarget, type Target } from './targets.ts';

const perSecond = 2000;
const seconds = 30;

interface Told {
	number: string;
	cookies: string[];
}

/**
 * Ten people read pages while one client asks 2,000 times a second: without a session, and with one. Beside it the
 * same ten alone.
 */
export async function flood(): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const session of [false, true]) {
		const viche = await openTarget<Told>('viche', 'limited');
		outcomes.push(...(await floodOne(viche, session)));
		await viche.stop();
	}
	return outcomes;
}

async function floodOne(viche: Target<Told>, session: boolean): Promise<Outcome[]> {
	const { number, cookies } = viche.told;
	const port = Number(new URL(viche.origin).port);
	const paths = [`/consultations/${number}`, '/en/centres', `/api/v1/consultations/${number}`];
	const visitors = Array.from({ length: 10 }, (_, n) =>
		createVisitor(port, `127.0.1.${n + 1}`, n % 2 === 0 ? {} : { cookie: cookies[n]! })
	);
	await askAround(visitors, paths, { seconds: 1 });
	const quiet = await askAround(visitors, paths, { seconds: 3 });
	const flooder = await forkFlood(port, {
		path: `/consultations/${number}?from=flood`,
		perSecond,
		...(session && { headers: { cookie: cookies[0]! } })
	});
	const memories: number[] = [];
	const looking = setInterval(() => {
		void viche.usage().then(({ memory }) => memories.push(memory));
	}, 500);
	const flooded = await askAround(visitors, paths, { seconds });
	clearInterval(looking);
	const { sent, answers } = await flooder.stop();
	for (const { leave } of visitors) leave();
	const refused = flooded.filter(({ status }) => status !== 200).length;
	console.log(
		`${sent} requests, answered ${JSON.stringify(answers)}; others ${flooded.length}, refused ${refused}; ` +
			`alone p95 ${p95(quiet).toFixed(1)} ms; memory ${memories.map((one) => Math.round(one / 1e6)).join(' ')}`
	);
	const who = session ? 'with one session' : 'from one address';
	// Between two collections it rises, and falls back: what is left at the lowest says whether it grows.
	const third = Math.floor(memories.length / 3);
	const lowest = (from: number) => Math.min(...memories.slice(from, from + third));
	const growth = (lowest(2 * third) - lowest(third)) / 1e6;
	const slow = p95(flooded);
	return [
		{
			what: `p95 of others in a flood ${who}`,
			ours: slow,
			unit: 'ms',
			limit: 1000,
			ratio: slow / 1000,
			goal: '< 1000 ms, none refused',
			reached: slow < 1000 && refused === 0
		},
		{
			what: `p95 of others in a flood ${who}, beside a quiet time`,
			ours: slow,
			unit: 'ms',
			limit: p95(quiet),
			ratio: slow / p95(quiet),
			goal: '≤ 2',
			reached: slow <= 2 * p95(quiet)
		},
		{
			what: `memory that grows on in a flood ${who}`,
			ours: growth,
			unit: 'MB',
			limit: 20,
			ratio: growth / 20,
			goal: '≤ 20 MB',
			reached: growth <= 20
		}
	];
}
