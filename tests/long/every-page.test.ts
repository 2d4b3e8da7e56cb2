import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, pageFor } from '../support/browser.ts';
import { openDesign } from '../support/design.ts';
import { allPages } from '../support/pages/all.ts';
import { missingReport } from '../support/pages/consultations.ts';
import { nowhere } from '../support/pages/public.ts';
import type { Pages } from '../support/pages/model.ts';
import {
	focusFaults,
	forcedColoursFaults,
	motionFaults,
	sidewaysFaults,
	spacingFaults,
	targetFaults
} from '../support/reach.ts';
import type { Demo } from '../support/server.ts';

/** Meant to be not found. */
const missing = [missingReport, nowhere];

let demo: Demo;
let browser: Browser;
const visits: { login: string; paths: string[] }[] = [];
beforeAll(async () => {
	[demo, browser] = await openDesign();
	const tables: Pages[] = [{ '': ['/_design'] }];
	for (const pagesOf of allPages) tables.push(await pagesOf(demo));
	for (const table of tables)
		for (const [login, paths] of Object.entries(table)) visits.push({ login, paths });
});
afterAll(() => demo.stop());

/** Every page as each who may see it; answers what was found on them. */
async function visitAll(
	language: string,
	viewport: { width: number; height: number },
	look: (page: Page) => Promise<string[]>
): Promise<string[]> {
	const found: string[] = [];
	for (const { login, paths } of visits) {
		const { page, close } = await pageFor(browser, demo, login || null, { viewport });
		for (const path of new Set(paths)) {
			const answer = await page.goto(demo.origin + language + path);
			const faults = await look(page);
			if (answer?.ok() === missing.includes(path)) faults.push(`answers ${answer.status()}`);
			const about = `${language}${path} to ${login || 'a visitor'}`;
			found.push(...faults.map((fault) => `${about}: ${fault}`));
		}
		await close();
	}
	return found;
}

// `npm test` looks at each page narrow and in one language: here it is looked at in all of them, and wide as well.
test.each(['', '/pl', '/en'])(
	'every page%s is without fault in light and in dark, wide and narrow, and loses no word to more space',
	async (language) => {
		const found = await visitAll(language, { width: 1280, height: 800 }, async (page) => {
			const found = new Set<string>();
			for (const width of [1280, 320]) {
				await page.setViewportSize({ width, height: 800 });
				for (const fault of await faultsOf(page)) found.add(fault);
			}
			return [
				...found,
				...(await targetFaults(page)),
				...(await spacingFaults(page)),
				...(await forcedColoursFaults(page))
			];
		});
		expect(found).toEqual([]);
	}
);

test('every page at 400 % keeps its focus in sight, and moves nothing', async () => {
	const found = await visitAll('', { width: 320, height: 256 }, async (page) => [
		...(await sidewaysFaults(page)),
		...(await focusFaults(page)),
		...(await motionFaults(page))
	]);
	expect(found).toEqual([]);
});
