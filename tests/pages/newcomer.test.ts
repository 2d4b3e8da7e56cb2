import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, pageFor, tabTo } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
const withoutScripts = { javaScriptEnabled: false };
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

const wordsOf = async (page: Page) => (await page.textContent('main')) ?? '';
const choose = async (page: Page, selector: string) => {
	await tabTo(page, selector);
	await page.keyboard.press('Space');
};
const type = async (page: Page, selector: string, words: string) => {
	await tabTo(page, selector);
	await page.keyboard.type(words);
};
const press = async (page: Page, selector: string) => {
	await tabTo(page, selector);
	await page.keyboard.press('Enter');
};

/** Somebody without an account comes to a centre, and goes home with a card. */
async function verified(): Promise<{ login: string; code: string }> {
	const { page, close } = await pageFor(browser, demo, 'consultant.zhydachiv', withoutScripts);
	await page.goto(`${demo.origin}/desk`);
	await press(page, 'a[href$="/desk/verify"]');
	await page.waitForURL(/\/desk\/verify$/);
	// The first of a group takes the focus; the arrow goes on to the second.
	await choose(page, 'input[name=who]');
	await page.keyboard.press('ArrowDown');
	await type(page, '#place', 'тейсарів');
	await page.keyboard.press('Enter');
	await page.waitForSelector('#surname');
	expect(await wordsOf(page)).toContain('Тейсарів, Жидачівська громада');
	await type(page, '#name', 'Ганна Т.');
	await choose(page, '#evidence');
	await type(page, '#surname', 'Тестовенко');
	await type(page, '#firstName', 'Ганна');
	// As the browser of the test shows days.
	await type(page, '#birthDate', '04301961');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.errors');
	expect(await page.title()).toMatch(/^Помилка/);
	expect(await page.inputValue('#surname')).toBe('Тестовенко');
	await choose(page, '#signed');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.slip');
	expect(await page.textContent('.slip')).toContain('Ви підтверджений житель до');
	expect(await page.content()).not.toMatch(/Тестовенко|1961/);
	await page.emulateMedia({ media: 'print' });
	expect(await page.isVisible('.slip')).toBe(true);
	expect(await page.isVisible('header')).toBe(false);
	expect(await page.isVisible('.notice')).toBe(false);
	const card = await cardOn(page);
	await close();
	return card;
}

async function cardOn(page: Page): Promise<{ login: string; code: string }> {
	const card = (await page.textContent('.slip')) ?? '';
	const [code] = /(?:[2-9a-z]{4}-){3}[2-9a-z]{4}/.exec(card) ?? [''];
	const [login] = /[a-z]+-\d{4}(?!-)/.exec(card.replace(code, '')) ?? [''];
	return { login, code };
}

/** With a card, a password of one's own. */
async function openWith(page: Page, { login, code }: { login: string; code: string }, own: string) {
	await page.goto(`${demo.origin}/sign-in`);
	await press(page, 'main a[href$="/card"]');
	await page.waitForURL(/\/card$/);
	await type(page, '#login', login);
	await type(page, '#code', code.toUpperCase());
	await type(page, '#password', own);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/account/);
}

test('verified at a centre, signed up by the card, heard in a vote, and helped out at another centre: by keyboard, without JavaScript', async () => {
	const card = await verified();
	const first = 'каштан лавка пошта';
	const home = await pageFor(browser, demo, null, withoutScripts);
	const { page } = home;
	await page.goto(`${demo.origin}/consultations/${number}`);
	await choose(page, '#polls input[value=a]');
	await press(page, '#polls details:nth-of-type(2) > summary');
	await type(page, '#polls [name=cardLogin]', card.login);
	await type(page, '#polls [name=cardCode]', card.code.toUpperCase());
	await type(page, '#polls [name=cardPassword]', first);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/polls\//);
	expect(await wordsOf(page)).toContain('Ваш голос прийнято');
	expect(await wordsOf(page)).toContain('серед підтверджених жителів');
	const own = await page.goto(`${demo.origin}/account/verification`);
	expect(own!.headers()['cache-control']).toContain('no-store');
	expect(await wordsOf(page)).toContain('Ви підтверджений житель');

	// Months later the password is forgotten, and the nearest centre is another one.
	const desk = await pageFor(browser, demo, 'consultant.turka', withoutScripts);
	await desk.page.goto(`${demo.origin}/desk/cards`);
	await type(desk.page, '#login', card.login);
	await desk.page.keyboard.press('Enter');
	await desk.page.waitForSelector('#compared');
	expect(await wordsOf(desk.page)).toContain('Ганна Т.');
	await choose(desk.page, '#compared');
	await desk.page.keyboard.press('Enter');
	await desk.page.waitForSelector('.slip');
	const anew = await cardOn(desk.page);
	expect(anew.login).toBe(card.login);
	await desk.close();

	const library = await pageFor(browser, demo, null, withoutScripts);
	await openWith(library.page, anew, 'стежка до криниці');
	expect(await wordsOf(library.page)).toContain('Ганна Т.');
	// Whoever sat at the old session is out, and the old password opens nothing.
	await page.goto(`${demo.origin}/account`);
	await expect.poll(() => page.url()).toContain('/sign-in');
	await type(page, '#login', card.login);
	await type(page, '#password', first);
	await page.keyboard.press('Enter');
	await page.waitForSelector('.errors');
	await library.page.goto(`${demo.origin}/consultations/${number}`);
	expect(await library.page.isChecked('#polls input[value=a]')).toBe(true);
	await library.close();
	await home.close();
});
