import { randomUUID } from 'node:crypto';
import { inTurn, load, type Load } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

interface Told {
	poll: string;
	cookies: string[];
}

/** A vote with all it does (session, policy, idempotency, upsert, counters, audit, event, fsync) at 64 connections. */
export async function vote(): Promise<Outcome[]> {
	const viche = await openTarget<Told>('viche');
	const bare = await openTarget('vote');
	const { poll, cookies } = viche.told;
	const what = (origin: string): Load => ({
		connections: 64,
		method: 'PUT',
		path: `/api/v1/polls/${poll}/ballot`,
		request: (connection) => ({
			headers: {
				cookie: cookies[connection % cookies.length]!,
				origin,
				'content-type': 'application/json',
				'idempotency-key': randomUUID()
			},
			body: `{"choice":{"option":"${'abc'[Math.floor(Math.random() * 3)]}"}}`
		})
	});
	const { limit, ours } = await inTurn(
		5,
		() => load(bare, what(bare.origin)),
		() => load(viche, what(viche.origin))
	);
	await Promise.all([viche.stop(), bare.stop()]);
	const ratio = ours.perSecond / limit.perSecond;
	return [
		{
			what: 'S3 votes, of the same endpoint without a database',
			ours: ours.perSecond,
			unit: '/s',
			limit: limit.perSecond,
			ratio,
			goal: '≥ 0.5',
			reached: ratio >= 0.5
		},
		// One process asks, and may itself be the limit: what the servers spend does not depend on it.
		{
			what: 'S3 processor time of a vote, beside it',
			ours: ours.cpu,
			unit: 'µs',
			limit: limit.cpu,
			ratio: ours.cpu / limit.cpu,
			goal: '≤ 2',
			reached: ours.cpu <= 2 * limit.cpu
		},
		{
			what: 'S3 vote: p99 of its p50',
			ours: ours.p99,
			unit: 'ms',
			limit: ours.p50,
			ratio: ours.p99 / ours.p50,
			goal: '≤ 4',
			reached: ours.p99 <= 4 * ours.p50
		}
	];
}
