import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AddressInfo } from 'node:net';
import { linkTo } from '../support/access.ts';
import { faultsOf, openBrowser, pageFor, signIn, tabTo } from '../support/browser.ts';
import { startProxy, type Proxy } from '../support/fault-proxy.ts';
import { withMail } from '../support/mail.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
const phone = { width: 360, height: 740 };
/** Between the browser and the server. */
let line: Proxy;
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	line = await startProxy();
	const settings = { ...withMail, VICHE_ORIGIN: line.origin };
	[demo, browser] = await Promise.all([startDemo(Date.now, { settings }), openBrowser()]);
	line.pointAt((demo.server.server.address() as AddressInfo).port);
});
afterAll(async () => {
	await demo.stop();
	await line.close();
});

const passwordOf = (login: string) => demo.accounts.find((one) => one.login === login)!.password;

async function textsOf(): Promise<string[]> {
	const { body } = await demo.visitor('GET', `/consultations/${number}/contributions`);
	return (body as { items: { text: string }[] }).items.map(({ text }) => text);
}

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
		await page.click('main button');
		expect(await page.textContent('.answers')).toContain(words);
		expect(await faults(page)).toEqual([]);
		await page.check('input[name=display][value=resident]');
		await page.click('button[name=to][value=words]');
		expect(await page.inputValue('#text')).toBe(words);
		await page.click('main button');
		expect(await page.isChecked('input[name=display][value=resident]')).toBe(true);
		// Twice, as people do: the key in the form makes it one.
		await page.dblclick('form[data-send] .buttons button');
		await page.waitForSelector('.done');
		await expect.poll(() => page.url()).toMatch(/\/contributions\/\d+\/sent$/);
		expect(await page.textContent('.done')).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
		expect(await faults(page)).toEqual([]);

		const sent = page.url();
		await page.goto(sent.replace(/\/sent$/, ''));
		expect(await page.textContent('main')).toContain(words);
		expect(await page.textContent('.contribution')).not.toContain('Дребчак');
		expect((await textsOf()).filter((text) => text === words)).toHaveLength(1);
		await close();
	}
);

test('a proposal is written by keyboard alone, one question on each screen; what is like it is told meanwhile', async () => {
	const author = await demo.signedIn('ngo.vilkha.1');
	const alike = 'Освітлення вулиці Шевченка біля школи: поставте ще п’ять ліхтарів.';
	await author('POST', `/consultations/${number}/contributions`, {
		kind: 'proposal',
		text: alike,
		display: 'name'
	});
	const { page, complaints, close } = await pageFor(browser, demo, 'resident.zhydachiv');
	await page.goto(`${demo.origin}/consultations/${number}`);
	await tabTo(page, 'a.button[href*="kind=proposal"]');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/contribute?kind=proposal');
	await tabTo(page, '#text');
	await page.keyboard.type('Поставити ліхтарі на вулиці Шевченка, бо біля школи темно.');
	await page.waitForSelector('[data-similar] .words:has-text("п’ять ліхтарів")');
	expect(await faultsOf(page)).toEqual([]);
	await page.focus('#text');
	await tabTo(page, 'form .buttons button');
	await page.keyboard.press('Enter');
	await page.waitForSelector('form[data-send]');
	expect(await page.textContent('main')).toContain('п’ять ліхтарів');
	expect(await faultsOf(page)).toEqual([]);
	await tabTo(page, 'input[name=display]');
	await page.keyboard.press('ArrowDown');
	await tabTo(page, 'form[data-send] .buttons button');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.done');
	expect(complaints).toEqual([]);
	await close();
});

test.each([true, false])(
	'a remark on paragraph 7 is written by keyboard alone, and stands beside it (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv', {
			javaScriptEnabled,
			viewport: { width: 360, height: 740 }
		});
		const address = `${demo.origin}/en/consultations/${number}`;
		await page.goto(address);
		await tabTo(page, '#contents a[href="#text"]');
		await page.keyboard.press('Enter');
		const remark = '#p7 .remarks a[href*=contribute]';
		await tabTo(page, remark);
		expect((await page.innerText(remark)).replace(/\s+/g, ' ')).toBe('Add a remark on § 7');
		await page.keyboard.press('Enter');
		await page.waitForURL(/paragraph=p7$/);
		const words = `Written by keys alone, ${String(javaScriptEnabled)}.`;
		await tabTo(page, '#text');
		await page.keyboard.type(words);
		await tabTo(page, 'main button');
		await page.keyboard.press('Enter');
		await page.waitForSelector('.answers');
		await tabTo(page, 'form[data-send] .buttons button');
		await page.keyboard.press('Enter');
		await page.waitForSelector('.done');
		await page.goto(`${address}#p7`);
		expect(await page.textContent('#p7')).toContain(words);
		await close();
	}
);

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
	expect(await own.page.textContent('main')).toContain('A person made this decision');
	expect(await faultsOf(own.page)).toEqual([]);
	expect(own.complaints).toEqual([]);
	await visitor.close();
	await own.close();
});

test('what a visitor types stays on the device, goes over to whoever signs in, until it is sent; a shared one keeps nothing', async () => {
	const { page, close } = await pageFor(browser, demo, null);
	const address = `${demo.origin}/en/consultations/${number}/contribute`;
	const words = 'A long thought that must not be lost.';
	await page.goto(`${address}?kind=opinion`);
	await page.fill('#text', words);
	await page.waitForSelector('[data-draft]:has-text("Saved on this device")');
	expect(await faultsOf(page)).toEqual([]);
	await signIn(page.context(), demo, 'ngo.vilkha.2');
	await page.goto(`${address}?kind=opinion`);
	expect(await page.inputValue('#text')).toBe(words);
	expect(await page.evaluate('Object.keys(localStorage).join()')).not.toContain('viche.draft..');
	expect(await page.textContent('[data-draft]')).toContain('We restored');
	await page.click('[data-discard]');
	expect(await page.inputValue('#text')).toBe('');
	await page.click('[data-undo]');
	expect(await page.inputValue('#text')).toBe(words);
	await page.waitForSelector('[data-draft]:has-text("Saved on this device")');
	// Another paragraph is another text.
	await page.goto(`${address}?paragraph=p7`);
	expect(await page.inputValue('#text')).toBe('');
	await page.goto(`${address}?kind=opinion`);
	for (let step = 0; step < 2; step++) await page.click('form .buttons button');
	await page.waitForSelector('.done');
	await page.goto(`${address}?kind=opinion`);
	expect(await page.inputValue('#text')).toBe('');

	await page.fill('#text', 'Written at a computer of many people.');
	await page.waitForSelector('[data-draft]:has-text("Saved on this device")');
	await page.click('[data-shared]');
	const kept = await page.evaluate<string>('JSON.stringify(localStorage)');
	expect(kept).not.toContain('many people');
	await page.reload();
	expect(await page.inputValue('#text')).toBe('');
	await close();
});

test.each([true, false])(
	'a proposal on a phone survives an ended session and a lost line, and is there once (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const login = 'resident.zhydachiv';
		const options = { javaScriptEnabled, viewport: phone };
		const { page, close } = await pageFor(browser, demo, login, options);
		const faults = javaScriptEnabled ? faultsOf : async () => [];
		const words = `More benches at the station, please. ${String(javaScriptEnabled)}`;
		const next = () => page.click('form .buttons .button');
		const writing = `${demo.origin}/en/consultations/${number}/contribute?kind=proposal`;
		await page.goto(writing);
		await page.fill('#text', words);
		await page.context().clearCookies();
		await next();
		// Who one is, is asked once more, beside the words.
		expect(await page.textContent('.answers')).toContain(words);
		expect(await page.textContent('main')).toContain('Nothing has been sent yet');
		expect(await faults(page)).toEqual([]);
		await page.check('input[name=display][value=resident]');
		await page.fill('#login', login);
		await page.fill('#password', 'wrong, at first');
		await next();
		expect(await page.title()).toMatch(/^Error/);
		expect(await page.textContent('.answers')).toContain(words);
		expect(await page.isChecked('input[name=display][value=resident]')).toBe(true);
		expect(await page.inputValue('#login')).toBe(login);
		expect(await faults(page)).toEqual([]);
		await page.fill('#password', passwordOf(login));
		// It arrives, and nobody says so.
		line.lose('/contribute?/send', { arrives: true });
		await next().catch(() => undefined);
		await page.waitForURL('chrome-error://**');
		line.mend();
		if (javaScriptEnabled) {
			await page.goto(writing);
			await page.waitForSelector('[data-draft]:has-text("You sent a text")');
			const kept = await page.evaluate<string>('JSON.stringify(localStorage)');
			expect(kept).not.toContain(passwordOf(login));
			await page.click('[data-undo]');
			expect(await page.inputValue('#text')).toBe(words);
			await next();
			await page.check('input[name=display][value=resident]');
			await page.fill('#login', login);
			await page.fill('#password', passwordOf(login));
			await next();
		} else await page.reload();
		await page.waitForSelector('.done');
		expect((await textsOf()).filter((text) => text === words)).toHaveLength(1);
		if (javaScriptEnabled)
			expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('benches');
		await close();
	}
);

/** Fills in who writes for the first time, and sends: a letter is under way then. */
async function sendAsNewcomer(page: Page, email: string): Promise<string> {
	// Without scripts a way is opened by its summary as well.
	await page.click('details:has(#email) > summary');
	await page.fill('#email', email);
	await page.fill('#name', 'Нова Особа');
	await page.fill('#place', 'Тейсарів');
	await page.check('input[name=agreed]');
	await page.click('form .buttons .button');
	return demo.origin + (await linkTo(demo.app.storage, email, 'sign_up'));
}

test('somebody new writes first and says last who they are: the link of the letter sends it, and nothing before', async () => {
	const options = { javaScriptEnabled: false, viewport: phone };
	const { page, close } = await pageFor(browser, demo, null, options);
	const words = 'Поставте біля центру дві лавки під каштаном.';
	await page.goto(demo.origin);
	await page.click(`main a[href$="/consultations/${number}"]`);
	await page.click('main a[href$="/contribute?kind=proposal"]');
	await page.fill('#text', words);
	await page.click('form .buttons .button');
	await page.check('input[name=display][value=initials]');
	await sendAsNewcomer(page, 'mistyped@example.org');
	await page.click('main form button[value=check]');
	expect(await page.textContent('.answers')).toContain(words);
	expect(await page.inputValue('#name')).toBe('Нова Особа');
	expect(await page.isChecked('input[name=display][value=initials]')).toBe(true);
	await page.fill('#email', 'nova.osoba@example.org');
	await page.click('form .buttons .button');
	expect(await page.textContent('main')).toContain(words);
	const link = demo.origin + (await linkTo(demo.app.storage, 'nova.osoba@example.org', 'sign_up'));
	expect(await textsOf()).not.toContain(words);
	await page.goto(link);
	expect(await page.textContent('main')).toContain(words);
	expect(await textsOf()).not.toContain(words);
	await page.click('main form .button');
	await page.waitForSelector('.done');
	expect(await page.textContent('main')).toContain('Н. О., Тейсарів');
	expect((await textsOf()).filter((text) => text === words)).toHaveLength(1);
	// Another visit takes a password, or another letter.
	expect(await page.isVisible('main a[href$="/account/security/password"]')).toBe(true);
	await close();
});

test('what is sent without a line waits on the device, and goes out from whatever page its author opens next', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv', { viewport: phone });
	const words = 'A bus stop with a roof, please.';
	await page.goto(`${demo.origin}/en/consultations/${number}/contribute?kind=opinion`);
	await page.fill('#text', words);
	await page.click('form .buttons .button');
	line.lose('/contribute?/send');
	await page.click('form[data-send] .buttons .button');
	await page.waitForSelector('[data-sending-said]:has-text("Waiting for a connection")');
	// Whoever closes the page, and comes back another time by another one.
	await page.close();
	line.mend();
	expect(await textsOf()).not.toContain(words);
	const later = await page.context().newPage();
	await later.goto(`${demo.origin}/en/centres`);
	await later.waitForSelector('[data-sending]:has-text("Sent, ")');
	await later.click('[data-sending] a');
	await later.waitForSelector('.done');
	expect((await textsOf()).filter((text) => text === words)).toHaveLength(1);
	await close();
});

/** Does something to the database behind the back of the server. */
function tamper(sql: string): void {
	const database = new Database(join(demo.folder, 'viche.sqlite'));
	database.exec(sql);
	database.close();
}

test('when we fail, the page has a number, gives back what was typed, and sends it once more', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv', {
		javaScriptEnabled: false,
		viewport: { width: 360, height: 740 }
	});
	const words = 'A proposal at an evil hour, for the record.';
	await page.goto(`${demo.origin}/en/consultations/${number}/contribute?paragraph=p7`);
	await page.fill('#text', words);
	await page.click('form .buttons button');
	tamper(
		`create trigger evil before insert on contributions begin select raise(abort, 'evil'); end`
	);
	await page.click('form[data-send] .buttons button');
	expect(await page.textContent('h1')).toBe('Something went wrong on our side');
	expect(await page.textContent('main strong')).toMatch(/^[0-9a-f]{8}$/);
	expect(await page.textContent('main .words')).toBe(words);
	tamper('drop trigger evil');
	await page.click('form .buttons button');
	await page.waitForSelector('.done');

	// Not even the header can be drawn.
	tamper('alter table notices rename to gone');
	const answer = await page.goto(`${demo.origin}/en/account`);
	tamper('alter table gone rename to notices');
	expect(answer?.status()).toBe(500);
	expect(await page.textContent('main')).toMatch(/№ [0-9a-f]{8}/);
	for (const lang of ['pl', 'en']) expect(await page.isVisible(`[lang=${lang}] a`)).toBe(true);
	await close();
});

test('an unknown address says what it may have meant, and where else to look', async () => {
	const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	const seen = async (path: string) => {
		expect((await page.goto(demo.origin + path))?.status(), path).toBe(404);
		return page.evaluate<string[]>(
			`[...document.querySelectorAll('main a')].map((one) => one.getAttribute('href'))`
		);
	};
	const one = `/en/consultations/${number}`;
	expect(await seen(`/en/${number.toLowerCase()}/0005`)).toEqual(
		expect.arrayContaining([`${one}/contributions/5`, one, '/en/check', '/en/centres'])
	);
	expect(await seen('/en/consultations/UA-ZHD-2026-1')).toContain(one);
	expect(await seen(`/en/consultations/${number}/contributions/99999`)).toContain(one);
	expect(await seen('/en/consultations/UA-ZHD-2026-999')).toContain(one);
	await page.fill('#q', 'статут');
	await page.click('form[role=search] button');
	await expect.poll(() => page.url()).toContain('/en/consultations?q=');
	await close();
});

test('what was stopped meanwhile gives the words back, and says where else to go with them', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv');
	const address = `${demo.origin}/en/consultations/${number}`;
	const reply = await page.context().newPage();
	await page.goto(`${address}/contribute?paragraph=p7`);
	await reply.goto(`${address}/contributions/5`);
	await page.fill('#text', 'Written a minute too late.');
	const newcomer = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	await newcomer.page.goto(`${address}/contribute?kind=opinion`);
	await newcomer.page.fill('#text', 'Confirmed a minute too late.');
	await newcomer.page.click('form .buttons .button');
	const link = await sendAsNewcomer(newcomer.page, 'late@example.org');
	await reply.fill('#text', 'Answered a minute too late.');
	const official = await demo.signedIn('official.zhydachiv');
	const reason = 'The text of the draft has an error and is being mended.';
	expect((await official('POST', `/consultations/${number}/suspend`, { reason })).status).toBe(200);
	await page.click('form .buttons button');
	await reply.click('form[action="?/reply"] .buttons button');
	await newcomer.page.goto(link);
	await newcomer.page.click('main form .button');
	expect(await newcomer.page.textContent('#typed-0')).toBe('Confirmed a minute too late.');
	await newcomer.close();
	for (const [late, words] of [
		[page, 'Written a minute too late.'],
		[reply, 'Answered a minute too late.']
	] as const) {
		expect(await late.title()).toMatch(/^Error/);
		expect(await late.textContent('#typed-0')).toBe(words);
		expect(await late.isVisible('main a[href$="/centres/cip-zhydachiv"]')).toBe(true);
		expect(await late.isVisible('[data-copy]')).toBe(true);
		expect(await faultsOf(late)).toEqual([]);
	}
	await close();
});
