import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { completeDraft } from '../support/world.ts';

const number = 'UA-ZHD-2026-001';
const visitor = { kind: 'visitor' } as const;
/** By which the server's clock is ahead of the browser's. */
let aheadMs = 0;
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([
		startDemo(() => Date.now() + aheadMs, { limits: { beatMs: 200, pongMs: 150 } }),
		openBrowser()
	]);
});
afterAll(() => demo.stop());

const live = '#live .state:not(.off)';
async function pageOf(login: string | null, path: string) {
	const opened = await pageFor(browser, demo, login);
	await opened.page.goto(`${demo.origin}/en${path}`);
	await opened.page.waitForSelector(live);
	return opened;
}
async function written(text: string): Promise<{ id: string; version: number }> {
	const resident = await demo.actorOf('resident.zhydachiv');
	return demo.app.contributions.write(resident, {
		number,
		kind: 'opinion',
		text,
		display: 'name'
	});
}
/** What waits since the demo was made would fill pages. */
async function emptyQueue(): Promise<void> {
	const coordinator = await demo.actorOf('coordinator.zhydachiv');
	const { items } = await demo.app.moderation.queue(coordinator, { limit: 100 });
	const fresh = items.filter(({ flags }) => flags === 0);
	await demo.app.moderation.keep(coordinator, {
		items: fresh.map(({ contributionId, replyId, version }) => ({
			id: replyId || contributionId,
			version
		}))
	});
}
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('the queue shows claims of others and what they have done where it stands, and new texts when asked for', async () => {
	await emptyQueue();
	const [first, second] = [await written('Перший текст у черзі.'), await written('Другий текст.')];
	const { page, complaints, close } = await pageOf('consultant.zhydachiv', '/desk');
	const entry = (id: string) => page.locator(`#queue li[data-id="${id}"]`);
	const coordinator = await demo.actorOf('coordinator.zhydachiv');
	await entry(second.id).locator('a').focus();
	await demo.app.moderation.claim(coordinator, { id: first.id });
	await entry(first.id).filter({ hasText: 'Somebody else is working on it' }).waitFor();
	expect(await entry(first.id).locator('button').count()).toBe(0);
	const focused = await page.evaluate('document.activeElement.getAttribute("href")');
	expect(focused).toBe(`/en/desk/${second.id}`);

	await demo.app.moderation.keep(coordinator, { items: [second] });
	await entry(second.id).filter({ hasText: 'No longer in the queue' }).waitFor();
	// Whoever was there with the keyboard still is.
	expect(await page.evaluate('document.activeElement.dataset.id')).toBe(second.id);

	const third = await written('Третій текст, новий.');
	await page.click('#live .news:has-text("1 new text, show")');
	await entry(third.id).waitFor();
	expect(await entry(second.id).count()).toBe(0);
	expect(await faultsOf(page)).toEqual([]);
	expect(complaints).toEqual([]);
	await close();
});

test('a half-written decision stays when somebody else takes the text', async () => {
	const { id } = await written('Текст, який беруть двоє.');
	const { page, close } = await pageOf('consultant.zhydachiv', `/desk/${id}`);
	await page.fill('#reason', 'The second sentence names a neighbour');
	await demo.app.moderation.claim(await demo.actorOf('coordinator.zhydachiv'), { id });
	await page.waitForSelector('#item .notice:has-text("Somebody else is working on it")');
	expect(await page.inputValue('#reason')).toBe('The second sentence names a neighbour');
	expect(await page.evaluate('document.activeElement.id')).toBe('reason');
	await close();
});

test('a reply waits to be shown and leaves alone what is being written; its author learns of it on any page', async () => {
	const contribution = await written('Думка, на яку відповідають.');
	const { items } = await demo.app.contributions.list(visitor, { number });
	const { seq } = items.find(({ id }) => id === contribution.id)!;
	const author = await pageOf('resident.zhydachiv', '/consultations');
	const unread = author.page.locator('#unread');
	const before = Number.parseInt((await unread.textContent()) ?? '0');
	const path = `/consultations/${number}/contributions/${seq}`;
	const { page, close } = await pageOf('ngo.vilkha.2', path);
	await page.fill('#text', 'Я саме пишу');
	const official = await demo.actorOf('official.zhydachiv');
	const { id } = await demo.app.contributions.reply(official, {
		contributionId: contribution.id,
		text: 'Дякуємо, врахуємо.',
		language: 'uk'
	});
	await unread.filter({ hasText: new RegExp(`^${before + 1} new notice`) }).waitFor();
	await page.click('#live .news:has-text("1 new reply, show")');
	await page.waitForSelector(`#r${id}`);
	expect(await page.inputValue('#text')).toBe('Я саме пишу');

	// Read elsewhere, it is unread nowhere.
	await demo.app.notices.read(await demo.actorOf('resident.zhydachiv'), {});
	await unread.waitFor({ state: 'hidden' });
	await author.close();
	await close();
});

test('the front page counts as things happen, and says when there is a new consultation', async () => {
	const { page, close } = await pageOf(null, '/');
	const { front } = demo.app.consultations;
	const card = page.locator(`#lists li:has(a[href$="${number}"]) >> nth=0`);
	const { open, closingSoon } = await front(visitor, undefined);
	const before = [...open, ...closingSoon].find((one) => one.number === number)!.contributions;
	await written('Ще одна думка для головної сторінки.');
	await card.filter({ hasText: `${before + 1} contributions` }).waitFor();

	const official = await demo.actorOf('official.zhydachiv');
	const draft = { ...completeDraft, opensOn: day(8), closesOn: day(40) };
	const started = await demo.app.drafts.start(official, { authority: 'zhydachiv-rada', draft });
	const log = await pageOf(null, '/developers');
	const announced = await demo.app.drafts.announce(official, started);
	await log.page.waitForSelector('#log li:has-text("consultation.announced")');
	await log.close();
	await page.click('#live .news:has-text("1 new consultation, show")');
	await page.waitForSelector(`#lists a[href$="${announced.number}"]`);
	await close();
});

test('who saves data gets no line, and is told how to see what is new', async () => {
	const { page, close } = await pageFor(browser, demo, null);
	await page.addInitScript(
		'Object.defineProperty(navigator, "connection", { value: { saveData: true } })'
	);
	let lines = 0;
	page.on('websocket', () => lines++);
	page.on('request', (request) => (lines += Number(request.url().includes('/api/'))));
	await page.goto(`${demo.origin}/en/consultations/${number}`);
	await page.waitForSelector('#live .state:has-text("reload to see what is new")');
	expect(lines).toBe(0);
	await close();
});

test('without JavaScript a page says nothing of being live', async () => {
	const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	for (const path of ['/', `/consultations/${number}`, '/developers']) {
		await page.goto(`${demo.origin}/en${path}`);
		expect(await page.locator('#live').isVisible()).toBe(false);
	}
	await close();
});

// Last: time does not go back.
test('voting ends on an open page at the second of closing, by the clock of the server', async () => {
	const { closesAt } = await demo.app.consultations.page(visitor, { number });
	aheadMs = closesAt - Date.now() - 4000;
	const { page, complaints, close } = await pageOf(null, `/consultations/${number}`);
	const forms = page.locator('[data-while-open]:visible');
	expect(await forms.count()).toBeGreaterThan(0);
	await page.waitForSelector('#time-left:has-text("1 min left")');
	await forms.first().waitFor({ state: 'hidden' });
	expect(demo.app.storage.now() - closesAt).toBeGreaterThanOrEqual(0);
	await page.waitForSelector('#phase:has-text("analysis")');
	expect(await page.locator('[data-while-open]').count()).toBe(0);
	expect(await page.locator('#time-left').isVisible()).toBe(false);
	expect(complaints).toEqual([]);
	await close();
});
