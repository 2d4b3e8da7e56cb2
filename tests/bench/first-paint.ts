import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { median } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

/** WebPageTest's "3G slow": 400 kbit/s each way, 400 ms from a question to its answer. */
const slow3g = {
	offline: false,
	latency: 400,
	downloadThroughput: 50_000,
	uploadThroughput: 50_000
};
/** Of an old phone, beside the machine that measures. */
const slowdown = 4;
const rounds = 5;
const mostMs = 1500;

/** From the question for a page to the first words on the screen, for a phone that was never here. */
export async function firstPaint(): Promise<Outcome[]> {
	const viche = await openTarget<{ number: string }>('viche');
	const browser = await openBrowser();
	const paths = ['/', '/consultations', `/consultations/${viche.told.number}`, '/register'];
	const outcomes: Outcome[] = [];
	for (const path of paths) {
		const seen: Paint[] = [];
		for (let round = 0; round < rounds; round++)
			seen.push(await visit(browser, viche.origin + path));
		const ours = median(seen.map(({ first }) => first));
		const shift = Math.max(...seen.map(({ shift }) => shift));
		outcomes.push({
			what: `S6 first paint of ${path} on slow 3G and a quarter of the processor (layout shift ${shift.toFixed(3)})`,
			ours,
			unit: 'ms',
			limit: mostMs,
			ratio: ours / mostMs,
			goal: `≤ ${mostMs} ms`,
			reached: ours <= mostMs
		});
	}
	await browser.close();
	await viche.stop();
	return outcomes;
}

interface Paint {
	/** Milliseconds. */
	first: number;
	/** How far things moved after they were first drawn. */
	shift: number;
}

async function visit(browser: Browser, address: string): Promise<Paint> {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
	const page = await context.newPage();
	const client = await context.newCDPSession(page);
	await client.send('Network.enable');
	await client.send('Network.emulateNetworkConditions', slow3g);
	await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
	await page.goto(address, { waitUntil: 'load' });
	const paint = await page.evaluate<Paint>(observe);
	await context.close();
	return paint;
}

/** In the page: what it kept of its first paint and of its shifts. */
const observe = `new Promise((resolve) => {
	let shift = 0;
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) shift += entry.value;
	}).observe({ type: 'layout-shift', buffered: true });
	new PerformanceObserver((list) => {
		const [first] = list.getEntriesByName('first-contentful-paint');
		if (first) setTimeout(() => resolve({ first: first.startTime, shift }), 300);
	}).observe({ type: 'paint', buffered: true });
})`;
