import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor, signIn } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { tellsAll } from '../support/ways.ts';

const number = 'UA-ZHD-2026-001';
const day = 86_400_000;
let now = Date.now();
let demo: Demo;
let browser: Browser;
/** The last day of the consultation, and the last on which late paper is entered. */
let closesOn: string;
let lateIntakeUntil: string;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(() => now), openBrowser()]);
	const { body } = await demo.visitor('GET', `/consultations/${number}`);
	({ closesOn, lateIntakeUntil } = body as { closesOn: string; lateIntakeUntil: string });
});
afterAll(() => demo.stop());

const noonOf = (on: string) => Date.parse(`${on}T10:00:00Z`);
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

async function fill(page: Page, { serial, receivedOn }: { serial: string; receivedOn: string }) {
	await page.goto(`${demo.origin}/en/desk/enter/${number}`);
	await page.fill('#formSerial', serial);
	await page.fill('#receivedOn', receivedOn);
	await page.fill('#text', `Form ${serial}: more benches, please.`);
	await page.fill('#name', 'Ганна Паперова');
	await page.fill('#place', 'тейсар');
	await page.click('main form .buttons >> nth=-1 >> button');
}

test.each(tellsAll ? [true, false] : [true])(
	'a consultant enters a form, checks it, and prints number and code for the person (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const faults = javaScriptEnabled ? faultsOf : async () => [];
		const viewport = { width: 320, height: 800 };
		const one = await pageFor(browser, demo, 'consultant.zhydachiv', {
			javaScriptEnabled,
			viewport
		});
		const { page } = one;
		await page.goto(`${demo.origin}/en/desk/enter`);
		expect(await faults(page)).toEqual([]);
		await page.click(`.items a[href$="${number}"]`);
		expect(await faults(page)).toEqual([]);
		await page.fill('#place', 'лісове');
		await page.press('#place', 'Enter');
		await page.waitForSelector('.errors');
		expect(await page.title()).toMatch(/^Error/);
		expect(await page.textContent('.errors')).toContain('Where the person lives: Choose the place');
		expect(await page.locator('input[name=areaId]').count()).toBeGreaterThan(2);
		const serial = `ZHD-00${javaScriptEnabled ? 41 : 42}`;
		await fill(page, { serial, receivedOn: iso(now) });
		expect(await page.textContent('.answers')).toContain(serial);
		expect(await page.textContent('.answers')).toMatch(/Teisariv, Zhydachiv/);
		expect(await faults(page)).toEqual([]);
		await page.click('button[formaction$=change]');
		expect(await page.inputValue('#formSerial')).toBe(serial);
		await page.click('main form .buttons >> nth=-1 >> button');
		await page.dblclick('main form button >> nth=0');
		await page.waitForSelector('.slip');
		expect(await page.textContent('.slip')).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
		expect(await faults(page)).toEqual([]);
		await page.emulateMedia({ media: 'print' });
		expect(await page.isVisible('.slip')).toBe(true);
		expect(await page.isVisible('.done')).toBe(false);
		expect(await page.isVisible('header')).toBe(false);
		// The stub of A6 on one sheet, and no empty one behind it.
		const printed = (await page.pdf({ format: 'A4' })).toString('latin1');
		expect(printed.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
		await page.emulateMedia({ media: 'screen' });
		const list = await demo.visitor('GET', `/consultations/${number}/contributions`);
		const { items } = list.body as { items: { text: string | null; channel: string }[] };
		const same = items.filter(({ text }) => text?.includes(serial));
		expect(same).toMatchObject([{ channel: 'paper' }]);

		await page.click('main .buttons a.button >> nth=0');
		expect(await page.inputValue('#receivedOn')).toBe(iso(now));
		await fill(page, { serial, receivedOn: iso(now) });
		await page.click('main form button >> nth=0');
		expect(await page.textContent('.errors')).toContain('has already been entered');
		expect(await page.inputValue('#formSerial')).toBe(serial);
		await one.close();
	}
);

test('paper that came in time is entered after closing; what came later is refused with words, until the time is over', async () => {
	now = noonOf(closesOn) + 2 * day;
	const { page, close } = await pageFor(browser, demo, 'consultant.zhydachiv');
	await fill(page, { serial: 'ZHD-0050', receivedOn: iso(now) });
	expect(await page.textContent('.errors')).toContain('after the consultation closed');
	expect(await page.inputValue('#text')).toContain('ZHD-0050');
	await page.fill('#receivedOn', closesOn);
	await page.click('main form .buttons >> nth=-1 >> button');
	await page.click('main form button >> nth=0');
	await page.waitForSelector('.slip');

	now = noonOf(lateIntakeUntil) + day;
	await signIn(page.context(), demo, 'consultant.zhydachiv');
	await page.goto(`${demo.origin}/en/desk/enter/${number}`);
	expect(await page.textContent('main')).toContain('no longer takes entries');
	expect(await page.isVisible('#text')).toBe(false);
	await close();
});

test('officials, residents and other centres enter nothing', async () => {
	for (const login of ['official.zhydachiv', 'resident.zhydachiv', 'consultant.turka']) {
		const { page, close } = await pageFor(browser, demo, login);
		const response = await page.goto(`${demo.origin}/desk/enter/${number}`);
		expect(response?.status(), login).toBe(403);
		await close();
	}
});
