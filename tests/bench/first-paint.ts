import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { median } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

/** In bytes a second each way, and milliseconds from a question to its answer. */
const lines = [
	// WebPageTest's "3G slow".
	{ name: 'slow 3G', throughput: 50_000, latency: 400, mostMs: 1500 },
	// The worst on which anybody still waits for a page: 64 kbit/s at the edge of a network.
	{ name: '64 kbit/s', throughput: 8000, latency: 1000, mostMs: 4000 }
];
type Line = (typeof lines)[number];
/** Of an old phone, beside the machine that measures. */
const slowdown = 4;
const rounds = 5;

/** From the question for a page to the first words on the screen, for a phone that was never here. */
export async function firstPaint(): Promise<Outcome[]> {
	const viche = await openTarget<{ number: string }>('viche');
	const browser = await openBrowser();
	const { number } = viche.told;
	const paths = [
		'/',
		'/consultations',
		`/consultations/${number}`,
		`/consultations/${number}/contribute`,
		'/register'
	];
	const outcomes: Outcome[] = [];
	for (const line of lines)
		for (const path of paths) {
			const seen: Paint[] = [];
			for (let round = 0; round < rounds; round++)
				seen.push(await visit(browser, viche.origin + path, line));
			const ours = median(seen.map(({ first }) => first));
			const whole = median(seen.map((one) => one.whole)) / 1000;
			const shift = Math.max(...seen.map(({ shift }) => shift));
			outcomes.push({
				what: `S6 first paint of ${path} on ${line.name} and a quarter of the processor (whole after ${whole.toFixed(1)} s, layout shift ${shift.toFixed(3)})`,
				ours,
				unit: 'ms',
				limit: line.mostMs,
				ratio: ours / line.mostMs,
				goal: `≤ ${line.mostMs} ms`,
				reached: ours <= line.mostMs
			});
		}
	await browser.close();
	await viche.stop();
	return outcomes;
}

interface Paint {
	/** Milliseconds. */
	first: number;
	/** When everything had come. */
	whole: number;
	/** How far things moved after they were first drawn. */
	shift: number;
}

async function visit(
	browser: Browser,
	address: string,
	{ throughput, latency }: Line
): Promise<Paint> {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
	const page = await context.newPage();
	const client = await context.newCDPSession(page);
	await client.send('Network.enable');
	await client.send('Network.emulateNetworkConditions', {
		offline: false,
		latency,
		downloadThroughput: throughput,
		uploadThroughput: throughput
	});
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
		if (first) setTimeout(() => resolve({ first: first.startTime, whole: performance.getEntriesByType('navigation')[0].loadEventStart, shift }), 300);
	}).observe({ type: 'paint', buffered: true });
})`;
