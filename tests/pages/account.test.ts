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
	'somebody new votes and says who they are in one form, confirms it by letter, and is counted apart (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const email = `nova.osoba.${javaScriptEnabled ? 1 : 2}@example.org`;
		const { page, complaints, close } = await pageFor(browser, demo, null, {
			javaScriptEnabled,
			viewport: { width: 360, height: 740 }
		});
		const faults = javaScriptEnabled ? faultsOf : async () => [];
		const read = () => page.textContent('main');
		const participants = async () => {
			await page.goto(demo.origin + open);
			return Number(await page.textContent('[data-count$="declared"] >> nth=0'));
		};
		const before = await participants();
		const who = '#polls form >> nth=0 >> ';
		await page.check(`${who}input[value=b]`);
		await page.click(`${who}details:last-of-type > summary`);
		expect(await faults(page)).toEqual([]);
		await page.fill(`${who}[name=email]`, email);
		await page.fill(`${who}[name=name]`, 'Нова Особа');
		await page.fill(`${who}[name=place]`, 'тейсар');
		await page.click(`${who}.buttons button`);
		expect(await page.title()).toMatch(/^Помилка/);
		expect(await page.textContent('.errors')).toContain('поставте позначку');
		expect(await page.isVisible('#email')).toBe(true);
		expect(await page.inputValue('#name')).toBe('Нова Особа');
		expect(await page.isChecked('input[value=b]')).toBe(true);
		expect(await faults(page)).toEqual([]);
		await page.check('text=Тейсарів, Жидачівська громада, Стрийський район');
		await page.check('#agreed');
		await page.click('main form .buttons button');
		expect(await read()).toContain('нічого не надіслано й не зараховано');
		expect(await participants()).toBe(before);

		const link = demo.origin + (await linkTo(demo.app.storage, email, 'sign_up'));
		await page.goto(link);
		expect(await page.textContent('.answers')).toContain('Тейсарів, Жидачівська громада');
		const poll = await demo.visitor('GET', open);
		const { polls } = poll.body as { polls: { options: { id: string; text: string }[] }[] };
		const chosen = polls[0]!.options.find(({ id }) => id === 'b')!.text;
		expect(await page.textContent('.answers')).toContain(chosen);
		expect(await faults(page)).toEqual([]);
		// Looking at it has sent nothing; pressed in two windows it is sent once.
		const again = await page.context().newPage();
		await again.goto(link);
		for (const one of [page, again]) {
			await one.click('main form .button');
			expect(await one.textContent('.notice.good')).toContain(chosen);
		}
		await again.close();
		expect(await participants()).toBe(before + 1);

		// Another time, having forgotten all that: the same letter leads back in, and the vote can still be changed.
		await page.context().clearCookies();
		await page.goto(demo.origin + open);
		await page.check(`${who}input[value=c]`);
		await page.click(`${who}details:last-of-type > summary`);
		for (const [name, value] of Object.entries({ email, name: 'Н. О.', place: 'Тейсарів' }))
			await page.fill(`${who}[name=${name}]`, value);
		await page.check(`${who}[name=agreed]`);
		await page.click(`${who}.buttons button`);
		await page.goto(demo.origin + (await linkTo(demo.app.storage, email, 'already_registered')));
		expect(await page.textContent('.answers')).toContain('Нова Особа');
		await page.click('main form .button');
		expect(await page.textContent('.notice.good')).toContain('Ви вже проголосували');
		expect(await page.isChecked('input[value=c]')).toBe(true);
		await page.click('main form .buttons button');
		expect(await page.textContent('.notice.good')).toContain('Ваш голос прийнято');
		expect(await participants()).toBe(before + 1);

		await page.goto(`${demo.origin}/account`);
		expect(await read()).toContain('Тейсарів, Жидачівська громада');
		await page.click('.panel a.button');
		await page.fill('#password', '12345678');
		await page.click('main form .buttons button');
		expect(await page.textContent('.errors')).toContain('легко вгадати');
		await page.fill('#password', password);
		await page.click('main form .buttons button');
		await page.goto(`${demo.origin}/account`);
		expect(await read()).not.toContain('Придумайте пароль');
		expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
		await close();
	}
);

async function vote(page: Page) {
	await page.goto(demo.origin + open);
	await tabTo(page, '#polls input[name=option]');
	await page.keyboard.press('Space');
	await page.keyboard.press('Enter');
	await page.waitForURL(/polls/);
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
	for (const one of [page, older]) await one.goto(demo.origin + open);
	for (const [one, choice] of [
		[page, 'a'],
		[older, 'c']
	] as const) {
		await one.check(`#polls input[value=${choice}]`);
		await one.click('#polls form .buttons button');
	}
	expect(await older.textContent('.notice.good')).toContain('Ви вже проголосували');
	expect(await older.isChecked('input[value=c]')).toBe(true);
	await page.reload();
	expect(await page.isChecked('input[value=a]')).toBe(true);
	await older.click('main form .buttons button');
	expect(await older.textContent('.notice.good')).toContain('Ваш голос прийнято');
	await page.reload();
	expect(await page.isChecked('input[value=c]')).toBe(true);
	await close();
});

test('whoever lives elsewhere or holds an office is told why they do not vote here', async () => {
	for (const login of ['resident.turka', 'official.zhydachiv', 'consultant.zhydachiv']) {
		const { page, close } = await pageFor(browser, demo, login);
		await page.goto(demo.origin + open);
		expect(await page.textContent('#polls')).toContain('Голосують жителі');
		expect(await page.isVisible('#polls form')).toBe(false);
		const { polls } = (await demo.visitor('GET', open)).body as { polls: { id: string }[] };
		await page.goto(`${demo.origin}${open}/polls/${polls[0]!.id}`);
		expect(await page.textContent('main')).toContain('голосувати не можна');
		expect(await page.isVisible('main form')).toBe(false);
		await close();
	}
});
