import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor, tabTo } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

test.each([true, false])(
	'a resident writes, corrects, checks, sends and gets number and code (JavaScript: %s)',
	async (javaScriptEnabled) => {
		// axe itself needs scripts.
		const faults = javaScriptEnabled ? faultsOf : async () => [];
		const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv', {
			javaScriptEnabled,
			viewport: { width: 320, height: 800 }
		});
		await page.goto(`${demo.origin}/en/consultations/${number}`);
		await page.click('.paragraph .remarks a[href*=contribute]');
		expect(await faults(page)).toEqual([]);
		await page.click('main button');
		expect(await page.title()).toMatch(/^Error/);
		expect(await faults(page)).toEqual([]);
		const words = `A remark with <b>marks</b> & “quotes”, ${String(javaScriptEnabled)}`;
		await page.fill('#text', words);
		await page.check('input[name=display][value=resident]');
		await page.click('main button');
		expect(await page.textContent('.answers')).toContain(words);
		expect(await faults(page)).toEqual([]);
		await page.click('button[formaction]');
		expect(await page.inputValue('#text')).toBe(words);
		expect(await page.isChecked('input[name=display][value=resident]')).toBe(true);
		await page.click('main button');
		// Twice, as people do: the key in the form makes it one.
		await page.dblclick('main button');
		await page.waitForSelector('.done');
		expect(page.url()).toMatch(/\/contributions\/\d+\/sent$/);
		expect(await page.textContent('.done')).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
		expect(await faults(page)).toEqual([]);

		const sent = page.url();
		await page.goto(sent.replace(/\/sent$/, ''));
		expect(await page.textContent('main')).toContain(words);
		expect(await page.textContent('.contribution')).not.toContain('Дребчак');
		const { items } = (await demo.visitor('GET', `/consultations/${number}/contributions`))
			.body as { items: { text: string }[] };
		expect(items.filter(({ text }) => text === words)).toHaveLength(1);
		await close();
	}
);

test('contributing works by keyboard alone', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv');
	await page.goto(`${demo.origin}/consultations/${number}/contribute`);
	await tabTo(page, 'input[name=kind]');
	await page.keyboard.press('ArrowDown');
	await tabTo(page, '#text');
	await page.keyboard.type('Написано самою клавіатурою.');
	await tabTo(page, 'main button');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.answers');
	await tabTo(page, 'main button');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.done');
	await close();
});

test('a visitor reports a text, the centre redacts it, and its author reads the reasons', async () => {
	const author = await demo.signedIn('resident.zhydachiv');
	const written = await author('POST', `/consultations/${number}/contributions`, {
		kind: 'opinion',
		text: 'Сусід Микола, 032 111-22-33, усе знає.',
		display: 'name'
	});
	const { id, number: full } = written.body as { id: string; number: string };
	const address = `/en/consultations/${number}/contributions/${Number(full.split('/')[1])}`;
	const visitor = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	await visitor.page.goto(demo.origin + address);
	await visitor.page.click('.acts a[href$="#flag"]');
	await visitor.page.check('input[value=M4_privacy]');
	await visitor.page.click('form:has([name=ground]) button');
	expect(await visitor.page.textContent('main')).toContain('Your report has been received');

	const consultant = await demo.signedIn('consultant.zhydachiv');
	await consultant('POST', '/moderation/decisions', {
		contributionId: id,
		version: 1,
		action: 'redacted',
		ground: 'M4_privacy',
		fragment: '032 111-22-33',
		reason: 'Телефон людини, яка на це не погоджувалася.'
	});
	await visitor.page.goto(demo.origin + address);
	expect(await visitor.page.textContent('main')).not.toContain('111-22-33');
	const own = await pageFor(browser, demo, 'resident.zhydachiv');
	await own.page.goto(`${demo.origin}${address}/own`);
	expect(await own.page.textContent('main')).toContain('032 111-22-33');
	expect(await own.page.textContent('main')).toContain('A human being decided');
	expect(await faultsOf(own.page)).toEqual([]);
	expect(own.complaints).toEqual([]);
	await visitor.close();
	await own.close();
});

test('what is typed stays on the device until it is sent, and is offered again', async () => {
	const { page, close } = await pageFor(browser, demo, 'ngo.vilkha.2');
	const address = `${demo.origin}/en/consultations/${number}/contribute`;
	await page.goto(address);
	await page.check('input[value=opinion]');
	await page.fill('#text', 'A long thought that must not be lost.');
	await page.waitForSelector('[data-draft]:has-text("Saved on this device")');
	expect(await faultsOf(page)).toEqual([]);
	await page.goto(address);
	expect(await page.inputValue('#text')).toBe('A long thought that must not be lost.');
	expect(await page.isChecked('input[value=opinion]')).toBe(true);
	expect(await page.textContent('[data-draft]')).toContain('Restored');
	// Another paragraph is another text.
	await page.goto(`${address}?paragraph=p7`);
	expect(await page.inputValue('#text')).toBe('');
	await page.goto(address);
	await page.click('main button');
	await page.click('main form button');
	await page.waitForSelector('.done');
	await page.goto(address);
	expect(await page.inputValue('#text')).toBe('');
	await close();
});

test.each([true, false])(
	'whoever was signed out meanwhile loses no word (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const login = 'resident.zhydachiv';
		const { page, close } = await pageFor(browser, demo, login, { javaScriptEnabled });
		await page.goto(`${demo.origin}/en/consultations/${number}/contribute?paragraph=p7`);
		await page.fill('#text', 'Words of an evening.');
		await page.context().clearCookies();
		await page.click('main button');
		expect(await page.title()).toMatch(/^Error/);
		expect(await page.textContent('main')).toContain('Words of an evening.');
		await page.click('main a.button');
		const { password } = demo.accounts.find((one) => one.login === login)!;
		await page.fill('#login', login);
		await page.fill('#password', password);
		await page.click('main .buttons button');
		expect(page.url()).toMatch(/contribute\?paragraph=p7$/);
		if (javaScriptEnabled) expect(await page.inputValue('#text')).toBe('Words of an evening.');
		await close();
	}
);
