import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
const withoutScripts = { javaScriptEnabled: false };
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

async function written(text: string, kind = 'opinion') {
	const resident = await demo.signedIn('resident.zhydachiv');
	const path = `/consultations/${number}/contributions`;
	const { body } = await resident('POST', path, { kind, text, display: 'name' });
	const { id, number: full } = body as { id: string; number: string };
	return { id, address: `/en/consultations/${number}/contributions/${Number(full.split('/')[1])}` };
}

const mainOf = async (page: Page) => (await page.textContent('main')) ?? '';

test('an author corrects and withdraws without JavaScript; the earlier text stays in the history', async () => {
	const { address } = await written('The bench stands under the oak.');
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv', withoutScripts);
	await page.goto(`${demo.origin}${address}/own`);
	await page.click('a[href$="/own/correct"]');
	await page.fill('#text', 'x');
	await page.click('main form button');
	expect(await page.title()).toMatch(/^Error/);
	expect(await page.inputValue('#text')).toBe('x');
	await page.fill('#text', 'The bench stands under the chestnut.');
	await page.click('main form button');
	await expect.poll(() => page.url()).toContain('/own?done=corrected');
	expect(await mainOf(page)).toContain('under the chestnut');
	expect(await page.textContent('details')).toContain('under the oak');

	await page.click('a[href$="/own/withdraw"]');
	expect(await mainOf(page)).toContain('cannot bring it back');
	await page.click('main form button');
	expect(await mainOf(page)).toContain('Withdrawn by you');
	expect(await page.isVisible('a[href$="/own/correct"]')).toBe(false);
	const list = await demo.visitor('GET', `/consultations/${number}/contributions`);
	expect(list.text).not.toContain('The bench stands');
	await close();
});

test('what was corrected in another window meanwhile is shown, and what was typed is kept', async () => {
	const { address } = await written('First wording.');
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv');
	const other = await page.context().newPage();
	await page.goto(`${demo.origin}${address}/own/correct`);
	await other.goto(page.url());
	await other.fill('#text', 'Second wording.');
	await other.click('main form button');
	await page.fill('#text', 'Third wording.');
	await page.click('main form button');
	expect(await page.title()).toMatch(/^Error/);
	expect(await page.textContent('main .panel')).toContain('Second wording.');
	expect(await page.inputValue('#text')).toBe('Third wording.');
	expect(await faultsOf(page)).toEqual([]);
	await page.click('main form button');
	expect(await mainOf(page)).toContain('Third wording.');
	await close();
});

test('nobody opens the page that an author has of their own words', async () => {
	const { address } = await written('Only for its author.');
	for (const login of ['resident.turka', 'official.zhydachiv', 'consultant.zhydachiv']) {
		const { page, close } = await pageFor(browser, demo, login);
		const response = await page.goto(`${demo.origin}${address}/own`);
		expect(response?.status(), login).toBe(404);
		await close();
	}
});

test('one centre hides, the author appeals without JavaScript, a coordinator of another raion restores, and notices tell', async () => {
	const { id, address } = await written('Our mayor promised a bus and forgot it.');
	const consultant = await demo.signedIn('consultant.zhydachiv');
	await consultant('POST', '/moderation/decisions', {
		contributionId: id,
		version: 1,
		action: 'hidden',
		ground: 'M5_insult',
		reason: 'The text offends the mayor in its only sentence.'
	});
	const author = await pageFor(browser, demo, 'resident.zhydachiv', withoutScripts);
	const { page } = author;
	await page.goto(`${demo.origin}/en/account`);
	expect(await page.textContent('header')).toMatch(/\d+ new notices?/);
	await page.click('.notice.good:has-text("made a decision about your text") button >> nth=0');
	await expect.poll(() => page.url()).toContain('/en/account/decisions/');
	expect(await mainOf(page)).toContain('The text offends the mayor');
	expect(await mainOf(page)).toContain('A coordinator from a centre in another raion');
	await page.fill('#text', 'Too short');
	await page.click('main form button');
	expect(await page.title()).toMatch(/^Error/);
	expect(await page.inputValue('#text')).toBe('Too short');
	await page.fill('#text', 'Criticism of an official is no insult; the rules say so.');
	await page.click('main form button');
	expect(await mainOf(page)).toContain('Your appeal has been received');
	expect(await page.isVisible('#text')).toBe(false);

	const coordinator = await drawnCoordinator(address);
	await coordinator.page.fill('#reason', 'Sharp tone about an official is not an insult.');
	await coordinator.page.check('input[value=restored]');
	await coordinator.page.click('form:has(#reason) .buttons button');
	expect(await mainOf(coordinator.page)).toContain('The appeal has been decided');
	const list = await demo.visitor('GET', `/consultations/${number}/contributions`);
	expect(list.text).toContain('promised a bus');

	await page.goto(`${demo.origin}/en/account/notices`);
	await page.click('.notice.good:has-text("appeal has been decided") button >> nth=0');
	expect(await mainOf(page)).toContain('The text was restored');
	expect(await mainOf(page)).toContain('Sharp tone about an official');
	await coordinator.close();
	await author.close();
});

test('all notices are marked as read at once', async () => {
	const consultant = await demo.signedIn('consultant.zhydachiv');
	for (const text of ['One sale.', 'Another sale.']) {
		const { id } = await written(text);
		await consultant('POST', '/moderation/decisions', {
			contributionId: id,
			version: 1,
			action: 'hidden',
			ground: 'M6_spam',
			reason: 'The text advertises a shop and asks for nothing.'
		});
	}
	const { page, close } = await pageFor(browser, demo, 'resident.zhydachiv', withoutScripts);
	await page.goto(`${demo.origin}/account/notices`);
	expect(await page.textContent('header')).toMatch(/\d+ нов(е|і|их) сповіщен/);
	await page.click('nav a[href$="about=moderation"]');
	const unread = () => page.locator('.notice.good').count();
	const before = await unread();
	await page.click('.notice.good form[action$="?/read"] button >> nth=0');
	await expect.poll(() => page.url()).toContain('about=moderation');
	expect(await unread()).toBe(before - 1);
	await page.click('main form button >> nth=0');
	expect(await page.innerText('header')).not.toContain('сповіщен');
	expect(await page.innerText('main')).not.toContain('нове');
	await close();
});

test('whoever follows a consultation finds it in their account, and stops there, without JavaScript', async () => {
	const visitor = await pageFor(browser, demo, null, withoutScripts);
	await visitor.page.goto(`${demo.origin}/en/consultations/${number}`);
	expect(await visitor.page.isVisible('#follow a[href$="dates.ics"]')).toBe(true);
	await visitor.page.click('#follow button');
	await expect
		.poll(() => decodeURIComponent(visitor.page.url()))
		.toContain(`/sign-in?next=/en/consultations/${number}`);
	await visitor.close();

	const { page, close } = await pageFor(browser, demo, 'resident.turka', withoutScripts);
	await page.goto(`${demo.origin}/en/consultations/${number}`);
	await page.click('#follow button');
	await expect.poll(() => page.url()).toContain('#follow');
	expect(await page.textContent('#follow')).toContain('You are following this consultation');
	const slug = await page.locator('main a[href*="/authorities/"]').first().getAttribute('href');
	await page.goto(demo.origin + slug!);
	await page.click('#follow button');
	// A place is followed on its list, which stays as it was narrowed.
	await page.goto(`${demo.origin}/en/consultations?area=brody`);
	await page.click('#follow button');
	await expect.poll(() => page.url()).toMatch(/\?area=brody#follow$/);
	await page.click('#follow a[href$="/account/follows"]');
	expect(await page.locator('main form[action="?/stop"]').count()).toBe(3);
	await page.click('form[action="?/start"] button >> nth=0');
	expect(await page.locator('main form[action="?/stop"]').count()).toBe(4);
	for (const left of [3, 2, 1, 0]) {
		await page.click('form[action="?/stop"] button >> nth=0');
		expect(await page.locator('main form[action="?/stop"]').count()).toBe(left);
	}
	expect(await mainOf(page)).toContain('You are not following anything yet');
	await close();
});

/** The one to whom the lot gave the appeal, with its page open; the host centre never gets it. */
async function drawnCoordinator(address: string) {
	const seq = address.split('/').at(-1)!;
	const coordinators = demo.accounts.filter(({ login }) => login.startsWith('coordinator.'));
	for (const { login } of coordinators) {
		const one = await pageFor(browser, demo, login, { viewport: { width: 320, height: 800 } });
		await one.page.goto(`${demo.origin}/en/desk/appeals`);
		const mine = one.page.locator('.queue a', { hasText: `${number}/${seq.padStart(4, '0')}` });
		if ((await mine.count()) > 0) {
			expect(login).not.toBe('coordinator.zhydachiv');
			expect(await faultsOf(one.page)).toEqual([]);
			await mine.click();
			expect(await faultsOf(one.page)).toEqual([]);
			return one;
		}
		await one.close();
	}
	throw new Error('No coordinator has the appeal.');
}

test('whoever wrote on paper appeals with the code of the receipt, and the code stands in no address', async () => {
	const consultant = await demo.signedIn('consultant.zhydachiv');
	const written = await pageFor(browser, demo, 'consultant.zhydachiv', withoutScripts);
	const { number: full, code } = await entered(written.page);
	await written.close();
	const list = await demo.visitor('GET', `/consultations/${number}/contributions?sort=new`);
	const { items } = list.body as { items: { id: string; number: string; version: number }[] };
	const { id, version } = items.find((one) => one.number === full)!;
	await consultant('POST', '/moderation/decisions', {
		contributionId: id,
		version,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'The text advertises a shop and asks for nothing.'
	});
	const { page, close } = await pageFor(browser, demo, null, withoutScripts);
	await page.goto(`${demo.origin}/en/check`);
	await page.fill('#number', full);
	await page.fill('#code', code);
	await page.click('main form button');
	await page.click('form[action$="/check/appeal"] button');
	await page.fill('#text', 'It asks for a bench, and names the shop beside it.');
	await page.click('main form button');
	expect(await mainOf(page)).toContain('Your appeal has been received');
	await expect.poll(() => page.url()).not.toContain(code);
	await close();
});

/** Enters a paper form by the pages, and reads number and code from the slip. */
async function entered(page: Page) {
	await page.goto(`${demo.origin}/en/desk/enter/${number}`);
	await page.fill('#formSerial', `ZHD-${Math.floor(Math.random() * 100_000)}`);
	await page.fill('#receivedOn', new Date().toISOString().slice(0, 10));
	await page.fill('#text', 'A bench beside the shop, please.');
	await page.fill('#name', 'Ганна Паперова');
	await page.fill('#place', 'тейсар');
	await page.click('main form .buttons >> nth=-1 >> button');
	expect(await mainOf(page)).toContain('Compare it with the paper');
	await page.click('main form button >> nth=0');
	const values = await page.locator('.slip dd').allTextContents();
	return { number: values[0]!.trim(), code: values[1]!.trim() };
}
