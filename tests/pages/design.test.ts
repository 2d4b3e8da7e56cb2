import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, pageFor } from '../support/browser.ts';
import { openDesign } from '../support/design.ts';
import {
	focusFaults,
	forcedColoursFaults,
	motionFaults,
	sidewaysFaults,
	spacingFaults,
	targetFaults
} from '../support/reach.ts';
import type { Demo } from '../support/server.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
	[demo, browser] = await openDesign();
});
afterAll(() => demo.stop());

test.each(['', '/pl', '/en'])(
	'every component in every state has no fault in light and dark (%s/_design)',
	(language) =>
		visit({ width: 1280, height: 800 }, language, async (page) => {
			expect(await faultsOf(page, { inDark: true })).toEqual([]);
		})
);

describe('a reader with other eyes', () => {
	test('who sees 320 px, which is 400 %, gets everything without scrolling sideways, by keyboard too', () =>
		visit({ width: 320, height: 256 }, '/pl', async (page) => {
			expect(await sidewaysFaults(page)).toEqual([]);
			expect(await targetFaults(page)).toEqual([]);
			expect(await focusFaults(page)).toEqual([]);
		}));

	test('who spaces letters, words and lines out loses none of them', async () => {
		for (const width of [320, 1280])
			await visit({ width, height: 800 }, '', async (page) => {
				expect(await spacingFaults(page), String(width)).toEqual([]);
				expect(await sidewaysFaults(page), String(width)).toEqual([]);
			});
	});

	test('who has colours of their own, or wants no motion, is obeyed', () =>
		visit({ width: 768, height: 1024 }, '/en', async (page) => {
			expect(await forcedColoursFaults(page)).toEqual([]);
			expect(await motionFaults(page)).toEqual([]);
		}));
});

async function visit(
	viewport: { width: number; height: number },
	language: string,
	look: (page: Page) => Promise<void>
): Promise<void> {
	const { page, complaints, close } = await pageFor(browser, demo, null, { viewport });
	const answer = await page.goto(`${demo.origin}${language}/_design`);
	expect(answer?.status()).toBe(200);
	await look(page);
	expect(complaints).toEqual([]);
	await close();
}
