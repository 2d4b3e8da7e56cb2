import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkTo } from '../support/access.ts';
import { faultsOf, openBrowser, pageFor, tabTo } from '../support/browser.ts';
import { withMail } from '../support/mail.ts';
import { startDemo, type Demo } from '../support/server.ts';

const open = '/consultations/UA-ZHD-2026-001';
const password = 'три слова про лавку';
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(Date.now, { settings: withMail }), openBrowser()]);
});
afterAll(() => demo.stop());

test.each([true, false])(
	'somebody new finds their village, registers, votes and is counted apart (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const email = `nova.osoba.${javaScriptEnabled ? 1 : 2}@example.org`;
		const { page, complaints, close } = await pageFor(browser, demo, null, {
			javaScriptEnabled,
			viewport: { width: 360, height: 740 }
		});
		const participants = () => page.textContent('[data-count$="declared"] >> nth=0');
		await page.goto(demo.origin + open);
		const before = Number(await participants());
		await page.click('#polls a.button');
		await page.click('main a[href^="/register"]');
		await page.fill('#email', email);
		await page.click('main form .button');
		expect(await page.textContent('.errors')).toContain('поставте позначку');
		await page.check('#agreed');
		await page.click('main form .button');

		await page.goto(demo.origin + (await linkTo(demo.app.storage, email, 'sign_up')));
		await page.fill('#name', 'Нова Особа');
		await page.fill('#place', 'тейсар');
		await page.click('button[formaction]');
		expect(await page.inputValue('#name')).toBe('Нова Особа');
		await page.check('text=Тейсарів, Жидачівська громада, Стрийський район');
		await page.fill('#password', '12345678');
		await page.click('main button.button >> nth=-1');
		expect(await page.title()).toMatch(/^Помилка/);
		expect(await page.textContent('.errors')).toContain('легко вгадати');
		expect(await page.inputValue('#name')).toBe('Нова Особа');
		expect(await page.inputValue('#password')).toBe('');
		if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
		expect(await page.isChecked('input[name=areaId]')).toBe(true);
		await page.fill('#password', password);
		await page.click('main button.button >> nth=-1');
		expect(await page.textContent('.slip')).toMatch(/[a-z]+-\d{4}/);
		await page.goto(demo.origin + open);
		await page.click('#polls a.button');
		await page.check('input[value=b]');
		await page.click('main .button');
		expect(await page.textContent('main')).toContain('Ваш голос прийнято');
		await page.goto(demo.origin + open);
		expect(Number(await participants())).toBe(before + 1);
		await page.goto(`${demo.origin}/account`);
		expect(await page.textContent('main')).toContain('Тейсарів, Жидачівська громада');
		expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
		await close();
	}
);

async function vote(page: Page) {
	await page.goto(demo.origin + open);
	await tabTo(page, '#polls a.button');
	await page.keyboard.press('Enter');
	await page.waitForURL(/polls/);
	await tabTo(page, 'input[name=option]');
	await page.keyboard.press('Space');
	await tabTo(page, 'main button');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.notice.good');
}

test('signing in and voting work by keyboard alone', async () => {
	const { page, close } = await pageFor(browser, demo, null);
	const { login, password } = demo.accounts.find((one) => one.login === 'ngo.vilkha.1')!;
	await page.goto(`${demo.origin}/sign-in`);
	await tabTo(page, '#login');
	await page.keyboard.type(login);
	await tabTo(page, '#password');
	await page.keyboard.type(password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/consultations/);
	await vote(page);
	await close();
});

test('an older page does not overwrite a newer vote: both are shown, and the voter decides', async () => {
	const { page, close } = await pageFor(browser, demo, 'ngo.vilkha.2');
	const older = await page.context().newPage();
	await page.goto(demo.origin + open);
	await page.click('#polls a.button');
	await older.goto(page.url());
	await page.check('input[value=a]');
	await page.click('main .button');
	await older.check('input[value=c]');
	await older.click('main .button');
	expect(await older.title()).toMatch(/^Помилка/);
	expect(await older.textContent('.notice.good')).toContain('Ваш голос прийнято');
	expect(await older.isChecked('input[value=c]')).toBe(true);
	await older.click('main .button');
	expect(await older.title()).not.toMatch(/^Помилка/);
	await page.reload();
	expect(await page.isChecked('input[value=c]')).toBe(true);
	await close();
});

test('whoever lives elsewhere or holds an office is told why they do not vote here', async () => {
	for (const login of ['resident.turka', 'official.zhydachiv', 'consultant.zhydachiv']) {
		const { page, close } = await pageFor(browser, demo, login);
		await page.goto(demo.origin + open);
		await page.click('#polls a.button');
		expect(await page.textContent('main')).toContain('голосувати не можна');
		expect(await page.isVisible('main form')).toBe(false);
		await close();
	}
});
