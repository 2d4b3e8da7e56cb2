import { buildBareKit, type ReadyData } from './bare-kit.ts';
import { inTurn, load } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

/**
 * The page of a consultation with 50 contributions, uncompressed and uncached, beside a bare Kit page that draws
 * the same HTML from data that lies ready.
 */
export async function page(): Promise<Outcome[]> {
	const viche = await openTarget<{ number: string; ready: ReadyData }>('viche');
	const path = `/consultations/${viche.told.number}`;
	const bare = await openTarget('bare-page', await buildBareKit(viche.told.ready));
	await sameHtml(bare.origin + path, viche.origin + path);
	const { limit, ours } = await inTurn(
		5,
		() => load(bare, { connections: 8, path }),
		() => load(viche, { connections: 8, path })
	);
	await Promise.all([viche.stop(), bare.stop()]);
	const ratio = ours.cpu / limit.cpu;
	return [
		{
			what: 'page of 50 contributions, processor time, of a bare Kit page',
			ours: ours.cpu,
			unit: 'µs',
			limit: limit.cpu,
			ratio,
			goal: '≤ 2',
			reached: ratio <= 2
		}
	];
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
