import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { createAccount } from '#core/accounts/commands/create.ts';
import { hashPassword } from '#core/accounts/passwords.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const open = 'UA-ZHD-2026-001';
const withoutScripts = { javaScriptEnabled: false };
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

const mainOf = async (page: Page) => (await page.textContent('main')) ?? '';
const go = (page: Page, path: string) => page.goto(demo.origin + path);

/** Somebody new, who has written something in an open consultation. */
async function resident(login: string, name: string) {
	const { app } = demo;
	const visitor = { kind: 'visitor' } as const;
	const [place] = await app.areas.residences(visitor, { q: 'тейсарів' });
	const password = 'три слова про лавку';
	const passwordHash = await hashPassword(password);
	await app.storage.write({ kind: 'system', job: 'test' }, (writer) =>
		createAccount(writer, { login, name, passwordHash, areaId: place!.id, language: 'uk' })
	);
	const actor = await demo.actorOf(login);
	const { seq } = await app.contributions.write(actor, {
		number: open,
		kind: 'proposal',
		text: `Слова від ${name}.`,
		display: 'name'
	});
	return { password, seq };
}

test('somebody sees, takes out and erases what is kept about them, without JavaScript', async () => {
	const { password, seq } = await resident('vasyl.l', 'Василь Луцький');
	const { page, complaints, close } = await pageFor(browser, demo, 'vasyl.l', withoutScripts);
	await go(page, '/account');
	await page.click('a[href="/account/data"]');
	expect(await mainOf(page)).toContain('Василь Луцький');
	await page.click('a[href="/account/data/export"]');
	const all = await mainOf(page);
	expect(all).toContain('Слова від Василь Луцький.');
	expect(all).not.toMatch(/undefined|\[object|\d{13}/);

	await go(page, '/account/data');
	await page.click('a[href="/account/erase"]');
	expect(await mainOf(page)).toContain('1 Ваш текст в обговореннях, які ще тривають');
	await page.fill('#password', 'не той пароль');
	await page.click('main .buttons button');
	expect(await page.title()).toMatch(/^Помилка/);
	expect(await page.textContent('.errors')).toContain('не Ваш теперішній пароль');
	expect(await page.inputValue('#password')).toBe('');
	await page.fill('#password', password);
	await page.click('main .buttons button');
	await expect.poll(() => page.url()).toBe(`${demo.origin}/erased`);
	expect(await page.textContent('h1')).toBe('Обліковий запис видалено');

	await go(page, `/consultations/${open}/contributions/${seq}`);
	const shown = await mainOf(page);
	expect(shown).toContain('Автор видалив свій обліковий запис');
	expect(shown).toContain('Текст відкликано автором');
	expect(shown).not.toMatch(/Василь|Слова від/);
	await go(page, '/sign-in');
	await page.fill('#login', 'vasyl.l');
	await page.fill('#password', password);
	await page.click('main form .button:not(.quiet)');
	expect(await page.title()).toMatch(/^Помилка/);
	expect(complaints.filter((one) => !/ 4\d\d /.test(one))).toEqual([]);
	await close();
});

test('name, signature, language and place are changed, and what is wrong is said', async () => {
	await resident('olha.n', 'Ольга Нова');
	const { page, close } = await pageFor(browser, demo, 'olha.n', withoutScripts);
	await go(page, '/account/data/change');
	await page.fill('#name', 'Ольгa');
	await page.check('input[value=initials]');
	await page.click('main form button');
	expect(await page.textContent('.errors')).toContain('змішано кирилицю й латинку');
	expect(await page.isChecked('input[value=initials]')).toBe(true);
	await page.fill('#name', 'Ольга Нова-Коваль');
	await page.check('input[value=pl]');
	await page.click('main form button');
	await expect.poll(() => page.url()).toContain('/account/data?done=changed');
	expect(await mainOf(page)).toMatch(/Зміни збережено.*Ольга Нова-Коваль.*ініціали.*Polski/s);

	await page.click('a[href="/account/data/place"]');
	await page.click('main form button >> nth=-1');
	expect(await page.textContent('.errors')).toContain('порожнє');
	await page.fill('#place', 'лісове');
	await page.click('main form button >> nth=-1');
	expect(await page.textContent('.errors')).toContain('Де Ви живете: Виберіть місце');
	await page.check('input[name=areaId] >> nth=0');
	await page.click('main form button >> nth=-1');
	expect(await mainOf(page)).toMatch(/Зміни збережено.*Лісове/s);
	await close();
});

test('a consent is never given beforehand, and given and withdrawn with one button', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.turka', withoutScripts);
	await go(page, '/account/data');
	expect(await mainOf(page)).toContain('Ви ще ні на що не давали згоди');
	expect(await page.isVisible('input[type=checkbox]')).toBe(false);
	await page.click('form[action$="/give"] button');
	expect(await mainOf(page)).toMatch(/Згоду записано.*Надано \d+\s\p{L}+ \d{4}/su);
	await page.click('form[action$="/withdraw"] button');
	expect(await mainOf(page)).toMatch(/Згоду відкликано.*Відкликано \d+\s\p{L}+ \d{4}/su);
	await close();
});

test('whoever holds an office is told to give it back first', async () => {
	const { page, close } = await pageFor(browser, demo, 'official.zhydachiv', withoutScripts);
	await go(page, '/account/erase');
	expect(await mainOf(page)).toContain('Спочатку завершіть свою роль');
	expect(await page.isVisible('#password')).toBe(false);
	await close();
});

test('the file holds the same, is kept by nobody on the way, and is for its owner only', async () => {
	const cookie = await demo.cookieOf('resident.zhydachiv');
	const file = await fetch(`${demo.origin}/account/data/export.json`, { headers: { cookie } });
	expect(file.headers.get('cache-control')).toBe('private, no-store');
	expect(file.headers.get('content-disposition')).toBe('attachment; filename="viche.json"');
	const body = (await file.json()) as { account: object[]; contributions: { at: string }[] };
	expect(body.account).toMatchObject([{ login: 'resident.zhydachiv' }]);
	expect(body.contributions[0]!.at).toMatch(/^20\d\d-.*Z$/);
	for (const path of [
		'/account/data',
		'/account/data/export',
		'/account/data/export.json',
		'/account/erase'
	]) {
		const answer = await fetch(demo.origin + path, { redirect: 'manual' });
		expect(answer.status).toBe(303);
		expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
	}
});

test('a page that is open learns of an erasure as it happens', async () => {
	const { password, seq } = await resident('petro.s', 'Петро Сенів');
	const { page, close } = await pageFor(browser, demo, null);
	await go(page, `/consultations/${open}?sort=new`);
	await page.waitForSelector(`#c${seq} .words`);
	await page.waitForSelector('.live .state:not(.off)');
	const actor = await demo.actorOf('petro.s');
	const confirmed = { password, login: '', totp: '', address: '192.0.2.1' };
	await demo.app.privacy.erase(actor, confirmed);
	await page.waitForSelector(`#c${seq} .stub`);
	expect(await page.textContent(`#c${seq}`)).not.toMatch(/Петро|Слова від/);
	await close();
});

test('what is kept for how long is said from the table by which it is erased', async () => {
	const { page, close } = await pageFor(browser, demo, null, withoutScripts);
	await go(page, '/privacy');
	expect(await mainOf(page)).toMatch(/Входи на пристроях.*30 днів.*Сповіщення.*730 днів/s);
	expect(await mainOf(page)).toContain('Цей сайт не надсилає листів');
	await close();
});

test('the list of the erased holds ids and nothing else', () => {
	const lines = readFileSync(`${demo.folder}/erased.list`, 'utf8').trim().split('\n');
	expect(lines.every((line) => /^[0-9a-f-]{36}$/.test(line))).toBe(true);
	expect(lines.length).toBe(2);
});
