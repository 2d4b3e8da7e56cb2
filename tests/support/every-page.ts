import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from './browser.ts';
import type { Pages, PagesOf } from './pages/model.ts';
import { startDemo, type Demo } from './server.ts';
import { weighViews } from './weight.ts';

/** What is promised of every page, tested for those of one part; `missing` are meant to be not found. */
export function testEveryPage(pagesOf: PagesOf, missing: readonly string[] = []): void {
	let demo: Demo;
	let browser: Browser;
	let pages: Pages;

	beforeAll(async () => {
		[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
		pages = await pagesOf(demo);
	});
	afterAll(() => demo.stop());

	// Colours depend on the scheme, not on the language; all else on the language, not on the scheme.
	test.each([
		['', true],
		['/pl', false],
		['/en', false]
	])(
		'every page%s is accessible (in light and dark: %s), fits 320 px and complains of nothing',
		async (language, colours) => {
			const viewport = { width: 320, height: 800 };
			for (const [who, paths] of Object.entries(pages)) {
				const { page, complaints, close } = await pageFor(browser, demo, who || null, { viewport });
				for (const path of paths) {
					await page.goto(demo.origin + language + path);
					expect(await faultsOf(page, { colours })).toEqual([]);
				}
				// A missing page is told to the console by the browser itself.
				expect(complaints.filter((one) => !missing.some((path) => one.includes(path)))).toEqual([]);
				await close();
			}
		},
		120_000
	);

	test('the first view of every page weighs at most 60 kB, scripts 40 kB, and asks no other host', async () => {
		for (const [who, paths] of Object.entries(pages)) {
			const { page, close } = await pageFor(browser, demo, who || null);
			const { weigh, foreign } = await weighViews(page, demo.origin);
			for (const path of paths) {
				const { all, scripts } = await weigh(path);
				expect(all, path).toBeGreaterThan(5000);
				expect(all, path).toBeLessThanOrEqual(60_000);
				expect(scripts, path).toBeLessThanOrEqual(40_000);
			}
			expect(foreign).toEqual([]);
			await close();
		}
	});
}
