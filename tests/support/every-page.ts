import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alwaysWithAxe, faultsOf, openBrowser, pageFor } from './browser.ts';
import type { Pages, PagesOf } from './pages/model.ts';
import { startDemo, type Demo } from './server.ts';
import { weighViews, type Scales } from './weight.ts';

const languages = ['', '/pl', '/en'];

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

	// Each page in one of the languages; in each of them, in dark, and wide as well, it is looked at in `test:long`.
	test('every page is accessible, fits 320 px and complains of nothing; its first view weighs at most 60 kB, scripts 40 kB, and asks no other host', async () => {
		const scales = new Map<Page, Scales>();
		let visits = 0;
		await visitAll(async (page, path) => {
			if (!scales.has(page)) scales.set(page, await weighViews(page, demo.origin));
			const { weigh, foreign } = scales.get(page)!;
			const { all, scripts } = await weigh(languages[visits++ % languages.length]! + path);
			expect(all, path).toBeGreaterThan(5000);
			expect(all, path).toBeLessThanOrEqual(60_000);
			expect(scripts, path).toBeLessThanOrEqual(40_000);
			expect(await faultsOf(page)).toEqual([]);
			expect(foreign).toEqual([]);
		});
	}, 120_000);

	/** Every page as each who may see it, on a narrow screen. */
	async function visitAll(visit: (page: Page, path: string) => Promise<void>): Promise<void> {
		const viewport = { width: 320, height: 800 };
		for (const [who, paths] of Object.entries(pages)) {
			const { page, complaints, close } = await pageFor(browser, demo, who || null, { viewport });
			await alwaysWithAxe(page);
			for (const path of paths) await visit(page, path);
			// A missing page is told to the console by the browser itself.
			expect(complaints.filter((one) => !missing.some((path) => one.includes(path)))).toEqual([]);
			await close();
		}
	}
}
