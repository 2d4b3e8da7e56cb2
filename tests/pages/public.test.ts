import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

test('without JavaScript a visitor finds a consultation, reads it in three languages and pages through it', async () => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(demo.origin);
	await page.fill('#q', 'жидачів');
	await page.click('main button');
	await page.click('main h2 a');
	expect(page.url()).toContain('/consultations/UA-ZHD-2026-001');
	await page.goto(`${demo.origin}/consultations/UA-KLK-2026-001`);
	expect(await page.textContent('main')).toContain('приховано частину тексту');
	await page.goto(`${demo.origin}/en/consultations/UA-ZHD-2026-001?kind=proposal`);
	expect(await page.getAttribute('html', 'lang')).toBe('en');
	expect(await page.textContent('main')).toContain('translation, not official');
	await context.close();
});

test.each([true, false])(
	'a resident signs in, votes, changes and withdraws the ballot (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const context = await browser.newContext({ javaScriptEnabled });
		const page = await context.newPage();
		const { login, password } = demo.accounts.find((one) => one.login === 'resident.zhydachiv')!;
		await page.goto(`${demo.origin}/en/consultations/UA-ZHD-2026-001`);
		await page.click('#polls a.button');
		expect(page.url()).toContain('/sign-in');
		await page.fill('#login', login);
		await page.fill('#password', 'wrong');
		await page.click('main .buttons button');
		expect(await page.title()).toMatch(/^Error/);
		expect(await page.inputValue('#login')).toBe(login);
		await page.fill('#password', password);
		await page.click('main .buttons button');
		expect(page.url()).toMatch(/\/polls\//);
		await page.check('input[value=b]');
		await page.click('main button');
		expect(await page.textContent('main')).toContain('Your vote is in');
		expect(await page.isChecked('input[value=b]')).toBe(true);
		await page.check('input[value=c]');
		await page.click('main button');
		expect(await page.isChecked('input[value=c]')).toBe(true);
		await page.click('button[name=withdraw]');
		expect(await page.textContent('main')).not.toContain('Your vote is in');
		await page.click('header button');
		expect(await page.textContent('header')).toContain('Sign in');
		await context.close();
	}
);
