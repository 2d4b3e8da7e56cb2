import { buildBareKit, type ReadyData } from './bare-kit.ts';
import { inTurn, load } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

/**
 * The page of a consultation with 50 contributions, uncompressed and drawn anew, for a visitor and for somebody who is
 * signed in, beside a bare Kit page that draws the visitor's HTML from data that lies ready (PERFORMANCE S2).
 */
export async function page(): Promise<Outcome[]> {
	const viche = await openTarget<{ number: string; ready: ReadyData; cookies: string[] }>(
		'viche',
		'uncached'
	);
	const { number, ready, cookies } = viche.told;
	const path = `/consultations/${number}`;
	const bare = await openTarget('bare-page', await buildBareKit(ready));
	await sameHtml(bare.origin + path, viche.origin + path);
	const outcomes = [
		await beside('page of 50 contributions', {}, 1.3),
		await beside('the same, signed in', { cookie: cookies[0]! }, 1.5)
	];
	await Promise.all([viche.stop(), bare.stop()]);
	return outcomes;

	async function beside(
		what: string,
		headers: Record<string, string>,
		most: number
	): Promise<Outcome> {
		const { limit, ours } = await inTurn(
			5,
			() => load(bare, { connections: 8, path }),
			() => load(viche, { connections: 8, path, request: () => ({ headers }) })
		);
		const ratio = ours.cpu / limit.cpu;
		return {
			what: `S2 ${what}, processor time, of a bare Kit page`,
			ours: ours.cpu,
			unit: 'µs',
			limit: limit.cpu,
			ratio,
			goal: `≤ ${most}`,
			reached: ratio <= most
		};
	}
}

async function sameHtml(...addresses: [string, string]): Promise<void> {
	const [bare, ours] = await Promise.all(
		addresses.map(async (address) => {
			const html = await (await fetch(address)).text();
			return /<main.*<\/main>/s.exec(html)![0].replaceAll(/<!--.*?-->/g, '');
		})
	);
	if (bare !== ours) throw new Error('The two pages do not say the same.');
}
