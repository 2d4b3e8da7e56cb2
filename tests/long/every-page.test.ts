import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { allPages } from '../support/pages/all.ts';
import type { Pages } from '../support/pages/model.ts';
import {
	focusFaults,
	forcedColoursFaults,
	motionFaults,
	sidewaysFaults,
	spacingFaults,
	targetFaults
} from '../support/reach.ts';
import { startDemo, type Demo } from '../support/server.ts';

let demo: Demo;
let browser: Browser;
const tables: Pages[] = [];
beforeAll(async () => {
	[demo, browser] = await Promise.all([
		startDemo(Date.now, { settings: { VICHE_DESIGN: '1' } }),
		openBrowser()
	]);
	for (const pagesOf of allPages) tables.push(await pagesOf(demo));
	tables.push({ '': ['/_design'] });
});
afterAll(() => demo.stop());

// `npm test` looks at colours in one language and at the words of the others: here every page is looked at whole.
test.each(['', '/pl', '/en'])(
	'every page%s is without fault in light and in dark, wide and narrow',
	async (language) => {
		const found: string[] = [];
		for (const [login, paths] of tables.flatMap((table) => Object.entries(table))) {
			for (const width of [320, 1280]) {
				const { page, close } = await pageFor(browser, demo, login || null, {
					viewport: { width, height: 800 }
				});
				for (const path of paths) {
					await page.goto(demo.origin + language + path);
					const faults = await faultsOf(page);
					found.push(...faults.map((fault) => `${width} px: ${fault}`));
				}
				await close();
			}
		}
		expect(found).toEqual([]);
	}
);

test('every page keeps its words, its focus, its edges and its targets for a reader with other eyes', async () => {
	const found: string[] = [];
	for (const [login, paths] of tables.flatMap((table) => Object.entries(table))) {
		const { page, close } = await pageFor(browser, demo, login || null, {
			viewport: { width: 320, height: 256 },
			deviceScaleFactor: 4
		});
		for (const path of paths) {
			await page.goto(demo.origin + path);
			const faults = [
				...(await sidewaysFaults(page)),
				...(await targetFaults(page)),
				...(await focusFaults(page)),
				...(await forcedColoursFaults(page)),
				...(await motionFaults(page)),
				...(await spacingFaults(page))
			];
			found.push(...faults.map((fault) => `${path} to ${login || 'a visitor'}: ${fault}`));
		}
		await close();
	}
	expect(found).toEqual([]);
});
