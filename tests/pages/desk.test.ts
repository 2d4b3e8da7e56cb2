import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

async function written(text: string) {
	const resident = await demo.signedIn('resident.zhydachiv');
	const path = `/consultations/${number}/contributions`;
	const { body } = await resident('POST', path, { kind: 'opinion', text, display: 'name' });
	return body as { id: string };
}

test('the desk takes an item, hides it with reasons, and restores it; errors keep what was typed', async () => {
	const { id } = await written('Слова для черги центру.');
	const { page, complaints, close } = await pageFor(browser, demo, 'consultant.zhydachiv', {
		viewport: { width: 320, height: 800 }
	});
	await page.goto(`${demo.origin}/en/desk`);
	expect(await faultsOf(page)).toEqual([]);
	await page.goto(`${demo.origin}/en/desk/${id}`);
	expect(await faultsOf(page)).toEqual([]);
	await page.check('input[value=hidden]');
	await page.fill('#reason', 'Too short');
	await page.click('form:has(#reason) button');
	expect(await page.title()).toMatch(/^Error/);
	expect(await page.inputValue('#reason')).toBe('Too short');
	expect(await faultsOf(page)).toEqual([]);
	await page.selectOption('#ground', 'M5_insult');
	await page.fill('#reason', 'The text calls a neighbour names, in its second sentence.');
	await page.click('form:has(#reason) button');
	await expect.poll(() => page.url()).toContain('/desk?done=1');
	const list = await demo.visitor('GET', `/consultations/${number}/contributions`);
	expect(list.text).not.toContain('Слова для черги');

	await page.goto(`${demo.origin}/en/desk/${id}`);
	await page.check('input[value=restored]');
	await page.selectOption('#ground', 'M5_insult');
	await page.fill('#reason', 'Read again: it is sharp, but it insults nobody.');
	await page.click('form:has(#reason) button');
	expect((await demo.visitor('GET', `/consultations/${number}/contributions`)).text).toContain(
		'Слова для черги'
	);
	expect(complaints.filter((one) => !/422|Autofocus/.test(one))).toEqual([]);
	await close();
});

test('what breaks no rule leaves the queue by one button, alone or with others, without JavaScript', async () => {
	const texts = ['Перша думка для черги.', 'Друга думка для черги.', 'Третя думка для черги.'];
	for (const text of texts) await written(text);
	const { page, close } = await pageFor(browser, demo, 'consultant.zhydachiv', {
		javaScriptEnabled: false
	});
	const entry = async (text: string) => {
		await page.goto(`${demo.origin}/en/desk`);
		const found = page.locator('.queue > li', { hasText: text });
		while ((await found.count()) === 0) await page.click('.pager a');
		return found;
	};
	await (await entry(texts[0]!)).locator('button', { hasText: 'it is fine' }).click();
	expect(await page.textContent('.notice.good')).toContain('1 text is off the queue');
	for (const text of texts.slice(1)) {
		if (text === texts[1]) await entry(text);
		await page.locator('.queue > li', { hasText: text }).locator('input[type=checkbox]').check();
	}
	await page.click('button:has-text("Selected texts are fine")');
	expect(await page.textContent('.notice.good')).toContain('2 texts are off the queue');
	const list = await demo.visitor('GET', `/consultations/${number}/contributions`);
	for (const text of texts) expect(list.text).toContain(text);
	await close();
});

test('officials, residents and other centres find no desk for these words', async () => {
	const { id } = await written('Слова, яких не приховає посадовець.');
	for (const login of ['official.zhydachiv', 'resident.zhydachiv', 'consultant.turka']) {
		const { page, close } = await pageFor(browser, demo, login);
		const response = await page.goto(`${demo.origin}/desk/${id}`);
		expect(response?.status(), login).toBe(403);
		expect(await page.textContent('main')).not.toContain('Слова, яких');
		await close();
	}
	const { page, close } = await pageFor(browser, demo, null);
	await page.goto(`${demo.origin}/desk`);
	await expect.poll(() => page.url()).toContain('/sign-in?next=');
	await close();
});
