import type { Page } from 'playwright-core';

/** Weighs first views, with nothing in the cache, and notes whatever is asked of another host. */
export async function weighViews(page: Page, origin: string) {
	const client = await page.context().newCDPSession(page);
	await client.send('Network.enable');
	await client.send('Network.setCacheDisabled', { cacheDisabled: true });
	const ofScripts = new Set<string>();
	const foreign: string[] = [];
	let weight = { all: 0, scripts: 0 };
	client.on('Network.requestWillBeSent', ({ request: { url } }) => {
		if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) foreign.push(url);
	});
	client.on('Network.responseReceived', ({ requestId, type }) => {
		if (type === 'Script') ofScripts.add(requestId);
	});
	client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		weight.all += encodedDataLength;
		if (ofScripts.has(requestId)) weight.scripts += encodedDataLength;
	});
	return {
		foreign,
		async weigh(path: string) {
			weight = { all: 0, scripts: 0 };
			await page.goto(origin + path);
			return weight;
		}
	};
}
export type Scales = Awaited<ReturnType<typeof weighViews>>;
