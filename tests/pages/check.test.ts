import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
let demo: Demo;
let browser: Browser;
let receipt: { number: string; code: string };

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
	const resident = await demo.signedIn('resident.zhydachiv');
	const text = 'Додайте лавку під каштаном. Телефон: 032 111-22-33.';
	const written = await resident('POST', `/consultations/${number}/contributions`, {
		kind: 'proposal',
		text,
		display: 'name'
	});
	const body = written.body as { id: string; receipt: typeof receipt };
	receipt = body.receipt;
	const consultant = await demo.signedIn('consultant.zhydachiv');
	await consultant('POST', '/moderation/decisions', {
		contributionId: body.id,
		version: 1,
		action: 'hidden',
		ground: 'M4_privacy',
		reason: 'У тексті телефон людини, яка на це не погоджувалася.'
	});
});
afterAll(() => demo.stop());

test.each([true, false])(
	'number and code show all that became of the words, without an account (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled });
		await page.goto(`${demo.origin}/en`);
		await page.click('footer a[href$="/check"]');
		await page.fill('#number', ` ${receipt.number.toLowerCase()} `);
		await page.fill('#code', receipt.code.toLowerCase().replace('-', ' '));
		await page.click('main button');
		expect(page.url()).toBe(`${demo.origin}/en/check`);
		const words = (await page.textContent('main')) ?? '';
		expect(words).toContain(receipt.number);
		expect(words).toContain('The text is hidden');
		expect(words).toContain('Додайте лавку під каштаном');
		expect(words).toContain('яка на це не погоджувалася');
		expect(words).toMatch(/due by/);
		if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
		await page.click('form[action$="/check/appeal"] button');
		expect(page.url()).toBe(`${demo.origin}/en/check/appeal`);
		expect(await page.locator('textarea[name=text]').count()).toBe(1);
		await close();
	}
);

test('a wrong code, a wrong number and a number that is none are told alike, and slowed after ten tries', async () => {
	const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	const told = new Set<string>();
	const [code, other] = ['0000-0000', receipt.number.replace(/\d$/, '9')];
	const tries = [
		[receipt.number, code],
		[other, receipt.code],
		['12', receipt.code],
		...Array.from({ length: 7 }, () => [receipt.number, code])
	] as const;
	for (const [number, code] of tries) {
		await page.goto(`${demo.origin}/en/check`);
		await page.fill('#number', number);
		await page.fill('#code', code);
		const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
		await page.click('main button');
		expect((await answered).status()).toBe(404);
		expect(await page.inputValue('#number')).toBe(number);
		told.add((await page.textContent('.errors')) ?? '');
	}
	expect(told.size).toBe(1);
	await page.fill('#number', receipt.number);
	await page.fill('#code', receipt.code);
	const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
	await page.click('main button');
	const refused = await answered;
	expect(refused.status()).toBe(429);
	expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
	expect(await page.textContent('.errors')).toMatch(/Wait \d+ minutes/);
	const byApi = await demo.visitor('POST', '/receipts', receipt);
	expect(byApi.status).toBe(429);
	await close();
});
