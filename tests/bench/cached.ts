import { inTurn, load, type Load } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

/**
 * The page of a consultation with 50 contributions, asked for again by visitors, beside a Fastify that sends the same
 * bytes from a Buffer (PERFORMANCE S1).
 */
export async function cached(): Promise<Outcome[]> {
	const viche = await openTarget<{ number: string }>('viche');
	const path = `/consultations/${viche.told.number}`;
	const bare = await openTarget('ready-bytes', viche.origin, path);
	const etag = (await fetch(viche.origin + path, { headers: asBrowser })).headers.get('etag')!;
	const outcomes = [
		await beside('page from memory', { path, request: () => ({ headers: asBrowser }) }),
		await beside('the same, not changed (304)', {
			path,
			status: 3,
			request: () => ({ headers: { ...asBrowser, 'if-none-match': etag } })
		})
	];
	await Promise.all([viche.stop(), bare.stop()]);
	return outcomes;

	async function beside(
		what: string,
		asked: Pick<Load, 'path' | 'status' | 'request'>
	): Promise<Outcome> {
		const { limit, ours } = await inTurn(
			5,
			() => load(bare, { connections: 8, ...asked }),
			() => load(viche, { connections: 8, ...asked })
		);
		const ratio = ours.cpu / limit.cpu;
		return {
			what: `S1 ${what}, processor time, of Fastify sending the same Buffer`,
			ours: ours.cpu,
			unit: 'µs',
			limit: limit.cpu,
			ratio,
			goal: '≤ 1.5',
			reached: ratio <= 1.5
		};
	}
}

const asBrowser = { 'accept-encoding': 'gzip, deflate, br, zstd' };
