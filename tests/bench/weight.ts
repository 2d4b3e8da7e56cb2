import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

/** What the first view of a page brings along, compressed as browsers ask for it. */
export async function weight(): Promise<Outcome[]> {
	const viche = await openTarget<{ number: string }>('viche');
	const paths = ['/', '/consultations', `/consultations/${viche.told.number}`, '/register'];
	const views = await Promise.all(paths.map((path) => weigh(viche.origin, path)));
	await viche.stop();
	const all = Math.max(...views.map((view) => view.all)) / 1000;
	const scripts = Math.max(...views.map((view) => view.scripts)) / 1000;
	return [
		{
			what: 'S6 heaviest first view',
			ours: all,
			unit: 'kB',
			limit: 60,
			ratio: all / 60,
			goal: '≤ 60 kB',
			reached: all <= 60
		},
		{
			what: 'S6 most JavaScript of a page',
			ours: scripts,
			unit: 'kB',
			limit: 40,
			ratio: scripts / 40,
			goal: '≤ 40 kB',
			reached: scripts <= 40
		}
	];
}

async function weigh(origin: string, path: string): Promise<{ all: number; scripts: number }> {
	const html = await (await fetch(origin + path)).text();
	const linked = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, address]) => address!);
	const sum = async (addresses: string[]) => {
		const sizes = await Promise.all(addresses.map((address) => sizeOf(new URL(address, origin))));
		return sizes.reduce((total, one) => total + one, 0);
	};
	const scripts = await sum(linked(/<script[^>]*src="([^"]+)"/g));
	const styles = await sum(linked(/<link[^>]*href="(\/[^"]+\.(?:css|svg))"(?![^>]*\bdisabled\b)/g));
	return { all: (await sum([path])) + scripts + styles, scripts };
}

/** Bytes of a body as they are sent; `fetch` would only tell what they unpack to. */
async function sizeOf(address: URL): Promise<number> {
	const [response] = (await once(
		get(address, { headers: { 'accept-encoding': 'br' } }),
		'response'
	)) as [IncomingMessage];
	let bytes = 0;
	for await (const chunk of response) bytes += (chunk as Buffer).length;
	return bytes;
}
