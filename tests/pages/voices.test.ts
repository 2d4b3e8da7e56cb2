import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
const path = `/en/consultations/${number}`;
const plain = { javaScriptEnabled: false };
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

test('a resident agrees and takes it back without JavaScript; a visitor is led to sign in, and has one more press or their words', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv', plain);
	await page.goto(`${demo.origin}${path}?kind=proposal&sort=support`);
	const one = page.locator('.contribution').filter({ has: page.locator('button[value=yes]') });
	const id = (await one.first().getAttribute('id'))!;
	const count = async () => Number(await page.textContent(`#${id} [data-support]`));
	const before = await count();
	await page.click(`#${id} button[value=yes]`);
	await expect
		.poll(() => page.url())
		.toBe(`${demo.origin}${path}?kind=proposal&sort=support#${id}`);
	expect(await count()).toBe(before + 1);
	await page.click(`#${id} button[value=no]`);
	expect(await count()).toBe(before);

	const visitor = await pageFor(browser, demo, null, plain);
	const enter = async (press: () => Promise<void>) => {
		await visitor.page.context().clearCookies();
		await press();
		await expect.poll(() => visitor.page.url()).toContain('/en/sign-in');
		const { login, password } = demo.accounts.find((one) => one.login === 'resident.turka')!;
		await visitor.page.fill('#login', login);
		await visitor.page.fill('#password', password);
		await visitor.page.click('main form:has(#login) .buttons button');
		// Where a script runs, it presses this by itself.
		await visitor.page.click('form[data-go-on] button');
	};
	await visitor.page.goto(`${demo.origin}${path}?kind=proposal`);
	await enter(() => visitor.page.click(`#${id} button[value=yes]`));
	await expect.poll(() => visitor.page.url()).toContain(`${path}?kind=proposal`);
	await visitor.page.click(`.notice button:has-text("No. ${id.slice(1)}")`);
	await expect.poll(() => visitor.page.url()).toBe(`${demo.origin}${path}?kind=proposal#${id}`);
	await page.reload();
	expect(await count()).toBe(before + 1);

	await visitor.page.context().clearCookies();
	await visitor.page.goto(`${demo.origin}${path}/contributions/${id.slice(1)}`);
	await visitor.page.fill('#text', 'Who will pay for it, and when?');
	await enter(() => visitor.page.click('form[action="?/reply"] .buttons button'));
	expect(await visitor.page.inputValue('#text')).toBe('Who will pay for it, and when?');
	await visitor.page.click('form[action="?/reply"] .buttons button');
	await expect.poll(() => visitor.page.url()).toMatch(/#r[0-9a-f-]{36}$/);
	await visitor.close();
	await close();
});

test('the list is filtered by channel and organisation, and sorted, by links and a plain form', async () => {
	const { page, close } = await pageFor(browser, demo, null, plain);
	await page.goto(`${demo.origin}${path}?sort=support`);
	const shown = (await page.locator('[data-support]').allTextContents()).map(Number);
	expect(shown).toEqual(shown.toSorted((a, b) => b - a));
	await page.click('#filters summary');
	await page.check('input[name=organisations]');
	await page.click('#filters button');
	await expect.poll(() => page.url()).toContain('sort=support');
	const tiers = await page
		.locator('#contributions > ol > li > .contribution > header')
		.allTextContents();
	expect(tiers.length).toBeGreaterThan(0);
	expect(tiers.every((words) => words.includes('organisation representative'))).toBe(true);
	await page.goto(`${demo.origin}/en/consultations/UA-KZV-2026-001?channel=paper`);
	expect(await page.textContent('#contributions .provenance')).toMatch(
		/Paper form, centre in .+, received .+, entered /
	);
	await close();
});

test('residents and the authority talk below a contribution, three deep, the authority with its badge', async () => {
	const { items } = await demo.app.contributions.list({ kind: 'visitor' }, { number, sort: 'old' });
	const one = items.find(({ kind, replies }) => kind === 'question' && replies === 0) ?? items[5]!;
	const address = `${demo.origin}${path}/contributions/${one.seq}`;
	const resident = await pageFor(browser, demo, 'ngo.vilkha.2', plain);
	const official = await pageFor(browser, demo, 'official.zhydachiv', plain);

	await resident.page.goto(address);
	await resident.page.fill('#text', 'x');
	await resident.page.click('form[action="?/reply"] button');
	expect(await resident.page.title()).toMatch(/^Error/);
	await resident.page.fill('#text', 'А коли саме це буде відомо?');
	await resident.page.click('form[action="?/reply"] button');
	await expect.poll(() => resident.page.url()).toMatch(/#r[0-9a-f-]{36}$/);

	await official.page.goto(address);
	await official.page.click('.thread .acts a[href*="reply="] >> nth=0');
	await official.page.fill('#text', 'До кінця місяця, після засідання комісії.');
	await official.page.click('.thread form button');
	const answered = official.page.locator('.thread .thread .contribution');
	expect(await answered.textContent()).toContain('До кінця місяця');
	expect(await answered.locator('.badge').textContent()).toBe('authority');

	await resident.page.goto(address);
	await resident.page.click('.thread .thread .acts a[href*="reply="]');
	await resident.page.fill('#text', 'Дякую, чекатиму.');
	await resident.page.click('.thread form button');
	const deepest = resident.page.locator('.thread .thread .thread');
	expect(await deepest.textContent()).toContain('чекатиму');
	expect(await deepest.locator('a[href*="reply="]').count()).toBe(0);
	expect(await faultsOf((await pageAt(address)).page)).toEqual([]);
	await resident.close();
	await official.close();
});

async function pageAt(address: string) {
	const visitor = await pageFor(browser, demo, null);
	await visitor.page.goto(address);
	return visitor;
}

test('support and replies reach an open page, and hidden words leave it wherever they stand', async () => {
	const remark = await demo.app.contributions.write(await demo.actorOf('resident.zhydachiv'), {
		number,
		kind: 'remark',
		paragraphId: 'p40',
		text: 'Зауваження, якого скоро не буде.',
		display: 'name'
	});
	const { page, close } = await pageFor(browser, demo, null);
	await page.goto(`${demo.origin}${path}?sort=old`);
	await page.waitForSelector('#live .state:not(.off)');
	const { items } = await demo.app.contributions.list({ kind: 'visitor' }, { number, sort: 'old' });
	const one = items.find(({ text, author }) => text !== null && author.as !== 'organisation')!;
	const resident = await demo.signedIn('ngo.vilkha.1');
	const put = await resident('PUT', `/contributions/${one.id}/support`);
	expect(put.status).toBe(200);
	const support = page.locator(`[data-support="${one.id}"]`);
	await support.filter({ hasText: new RegExp(`^${one.support + 1}$`) }).waitFor();
	const reply = await resident('POST', `/contributions/${one.id}/replies`, { text: 'Згода.' });
	expect(reply.status).toBe(201);
	const words = one.replies === 0 ? '1 reply' : `${one.replies + 1} replies`;
	await page.waitForSelector(`#c${one.seq} .acts:has-text("${words}")`);
	const consultant = await demo.signedIn('consultant.zhydachiv');
	await consultant('POST', '/moderation/decisions', {
		contributionId: one.id,
		version: one.version,
		action: 'hidden',
		ground: 'M9_offtopic',
		reason: 'Текст не стосується предмета цього обговорення.'
	});
	await page.waitForSelector(`#c${one.seq} .stub`);
	expect(await page.textContent(`#c${one.seq}`)).not.toContain(one.text);

	const beside = page.locator(`#p40 [data-remark="${remark.id}"]`);
	expect(await beside.textContent()).toContain('якого скоро не буде');
	await consultant('POST', '/moderation/decisions', {
		contributionId: remark.id,
		version: 1,
		action: 'hidden',
		ground: 'M9_offtopic',
		reason: 'Текст не стосується предмета цього обговорення.'
	});
	await beside.waitFor({ state: 'detached' });
	await close();
});

test('a suspended consultation says why and since when, and takes nothing; a resumed one says so', async () => {
	const official = await demo.actorOf('official.zhydachiv');
	const { page, close } = await pageFor(browser, demo, 'ngo.vilkha.1', plain);
	const address = `${demo.origin}${path}`;
	await page.goto(address);
	const [agree, contribute] = ['.contribution button[name=agree]', 'main a[href*="/contribute"]'];
	expect(await page.locator(agree).count()).toBeGreaterThan(0);
	expect(await page.locator(contribute).count()).toBeGreaterThan(0);

	const reason = 'У тексті проєкту знайшли помилку, яку треба спершу виправити.';
	await demo.app.consultations.suspend(official, { number, reason });
	await page.goto(address);
	const words = (await page.textContent('main')) ?? '';
	expect(words).toMatch(/Suspended on \d+\s\w+ \d{4}/);
	expect(words).toContain(reason);
	expect(words).toContain('Nothing can be sent');
	expect(words).toContain('The days of suspension do not count');
	expect(await page.locator(agree).count()).toBe(0);
	expect(await page.locator(contribute).count()).toBe(0);
	const ics = await (await fetch(`${address}/dates.ics`)).text();
	expect(ics).toContain('STATUS:TENTATIVE');
	expect(await faultsOf((await pageAt(address)).page)).toEqual([]);

	await demo.app.consultations.resume(official, { number, reason });
	await page.goto(address);
	expect(await page.textContent('.timeline')).toMatch(/resumed/);
	expect(await page.locator(agree).count()).toBeGreaterThan(0);
	await close();
});
