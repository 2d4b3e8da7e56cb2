import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { fillDraft, ukrainianDraft } from '../support/draft-form.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { tellsAll } from '../support/ways.ts';

const day = 86_400_000;
let now = Date.now();
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(() => now), openBrowser()]);
});
afterAll(() => demo.stop());

test.each(tellsAll ? [true, false] : [true])(
	'an official announces, residents write and vote, the centre moderates, everybody sees it (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const options = { javaScriptEnabled };
		const faults = javaScriptEnabled ? faultsOf : async () => [];
		const official = await pageFor(browser, demo, 'official.zhydachiv', options);
		const { page } = official;
		await page.goto(`${demo.origin}/office`);
		expect(await faults(page)).toEqual([]);
		await page.click('main form button');
		const draft = page.url().replace(/\/subject$/, '');
		await page.goto(draft);
		expect(await page.textContent('main')).not.toContain('Оголосити обговорення');
		await page.goto(`${draft}/subject`);
		await fillDraft(page, ukrainianDraft, now, async () => expect(await faults(page)).toEqual([]));
		await expect.poll(() => page.url()).toBe(draft);
		expect(await faults(page)).toEqual([]);
		await page.click('main form button');
		await expect.poll(() => page.url()).toMatch(/\/consultations\/UA-ZHD-\d{4}-\d{3}$/);
		const address = page.url();
		expect(await page.textContent('main')).toContain('оголошено');

		now += 8 * day;
		const watcher = await pageFor(browser, demo, null, options);
		const resident = await pageFor(browser, demo, 'ngo.vilkha.1', options);
		const consultant = await pageFor(browser, demo, 'consultant.zhydachiv', options);
		await watcher.page.goto(address);
		expect(await watcher.page.textContent('main')).toContain('триває');
		if (javaScriptEnabled) await watcher.page.waitForSelector('#live .state:not(.off)');

		await resident.page.goto(address);
		await resident.page.click('main a.button[href*="kind=proposal"]');
		await resident.page.fill('#text', 'Поставте лавку під каштаном.');
		for (let step = 0; step < 2; step++) await resident.page.click('form .buttons button');
		await resident.page.waitForSelector('.done');
		await resident.page.goto(address);
		await resident.page.check('#polls input[value=b]');
		await resident.page.click('#polls form .buttons button');
		expect(await resident.page.textContent('main')).toContain('Ваш голос прийнято');

		const seen = watcher.page;
		if (javaScriptEnabled) {
			await seen.click('#live .news:not([hidden])');
			await seen.waitForSelector('#c1');
			await seen.locator('[data-count$=verified]', { hasText: /^1$/ }).waitFor();
		} else await seen.reload();
		expect(await seen.textContent('#contributions')).toContain('під каштаном');
		expect(await seen.textContent('#polls')).toContain('1');

		await consultant.page.goto(`${demo.origin}/desk`);
		const item = consultant.page.locator('.queue > li', { hasText: 'під каштаном' });
		while ((await item.count()) === 0) await consultant.page.click('.pager a');
		await item.locator('a.button').click();
		await consultant.page.check('input[value=hidden]');
		await consultant.page.selectOption('#ground', 'M6_spam');
		await consultant.page.fill('#reason', 'Перевірка черги: текст приховано на час перевірки.');
		await consultant.page.click('form:has(#reason) button');
		await consultant.page.waitForURL(/done=1/);
		if (javaScriptEnabled) await seen.waitForSelector('#c1 .stub');
		else await seen.reload();
		expect(await seen.textContent('main')).not.toContain('під каштаном');
		for (const one of [official, watcher, resident, consultant]) {
			expect(one.complaints).toEqual([]);
			await one.close();
		}
	}
);
