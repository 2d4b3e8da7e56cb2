import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'PL-LUB-2026-001';
const name = 'Stowarzyszenie „Lipowa Aleja”';
const withoutScripts = { javaScriptEnabled: false };
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

const mainOf = async (page: Page) => (await page.textContent('main')) ?? '';
const contribute = `/pl/consultations/${number}/contribute`;

/** As far as where somebody says in whose name they write. */
async function checkRemark(page: Page): Promise<void> {
	await page.goto(`${demo.origin}${contribute}?paragraph=p1`);
	await page.fill('#text', 'Uwaga do tego punktu.');
	await page.click('form .buttons button');
}

/** Writes a proposal for the organisation; answers what everybody reads of it. */
async function speak(page: Page, words: string, speaker = name): Promise<string> {
	await page.goto(`${demo.origin}${contribute}?kind=proposal`);
	await page.fill('#text', words);
	await page.click('form .buttons button');
	await page.getByLabel(speaker).check();
	await page.click('form .buttons button');
	await page.waitForSelector('.done');
	await page.goto(page.url().replace(/\/sent$/, ''));
	return (await page.textContent('.contribution')) ?? '';
}

test('an organisation of two: registered, verified, joined by a printed code, heard by name, left', async () => {
	const first = await pageFor(browser, demo, 'resident.lubaczow', withoutScripts);
	const { page } = first;
	await page.goto(`${demo.origin}/pl/organisations/register`);
	await page.fill('#name-pl', name);
	await page.check('input[name=country][value=PL]');
	await page.fill('#registerNumber', '12345');
	await page.fill('#place', 'Atlantyda');
	await page.fill('#post', 'prezeska zarządu');
	await page.selectOption('#centreId', 'cip-zhydachiv');
	await page.click('text="Zarejestruj"');
	expect(await page.title()).toMatch(/^Błąd/);
	expect(await page.textContent('.errors')).toContain('W tym numerze jest błąd');
	expect(await page.textContent('.errors')).toContain(
		'Miejscowość organizacji: Nie ma takiej miejscowości'
	);
	expect(await page.inputValue('#name-pl')).toBe(name);
	await page.fill('#registerNumber', 'DEMO-0000000077');
	await page.fill('#place', 'Lubaczów');
	await page.check('input[name=consent]');
	await page.click('text="Zarejestruj"');
	await expect.poll(() => page.url()).toContain('/pl/account/organisations?registered=1');
	expect(await mainOf(page)).toContain('czeka na sprawdzenie');

	// Until the letter was seen, nobody can choose it.
	await checkRemark(page);
	expect(await page.isVisible('input[name=display]')).toBe(true);
	expect(await page.isVisible('input[name=organisationId]')).toBe(false);

	const desk = await pageFor(browser, demo, 'coordinator.zhydachiv', withoutScripts);
	await desk.page.goto(`${demo.origin}/pl/desk/organisations`);
	await desk.page.click(`text=${name}`);
	expect(await mainOf(desk.page)).toContain('DEMO-0000000077');
	await desk.page.click('text="Potwierdź organizację"');
	expect(await desk.page.title()).toMatch(/^Błąd/);
	await desk.page.getByLabel('odpis z rejestru').check();
	await desk.page.getByLabel('pismo organizacji').check();
	await desk.page.fill('#on', '2026-01-15');
	await desk.page.fill('#signedBy', 'Joanna Chmurzyńska, prezeska zarządu');
	await desk.page.click('text="Potwierdź organizację"');
	await expect.poll(() => desk.page.url()).toContain('done=verified');

	await page.goto(`${demo.origin}/pl/account/organisations`);
	await page.click('a[href$="/invite"]');
	await page.fill('#name', 'Мар’яна Яворська');
	await page.fill('#post', 'sekretarz');
	await page.check('input[name=way][value=code]');
	await page.click('text="Zaproś"');
	const code = (await page.textContent('.slip dd')) ?? '';
	expect(code).toMatch(/^(?:\w{4}-){3}\w{4}$/);
	const second = await pageFor(browser, demo, 'resident.turka', withoutScripts);
	await second.page.goto(`${demo.origin}/pl/invitation`);
	await second.page.fill('#code', code.toUpperCase().replaceAll('-', ' '));
	await second.page.click('main form button');
	expect(await mainOf(second.page)).toContain('sekretarz');
	await second.page.click('main form button');
	await second.page.goto(`${demo.origin}/pl/account/organisations`);
	expect(await mainOf(second.page)).toContain(name);

	const said = await speak(page, 'Proponujemy konkurs na sadzenie lip przy szkołach.');
	expect(said).toContain(`${name}, Joanna Chmurzyńska`);
	const answered = await speak(second.page, 'Proponujemy spotkania w każdym sołectwie.');
	expect(answered).toContain(`${name}, Мар’яна Яворська`);

	await page.goto(`${demo.origin}/pl/organisations/pl-demo-0000000077`);
	for (const shown of ['Joanna Chmurzyńska', 'prezeska zarządu', 'sekretarz', 'sadzenie lip'])
		expect(await mainOf(page)).toContain(shown);

	await second.page.goto(`${demo.origin}/pl/account/organisations`);
	await second.page.click('a[href$="/leave"]');
	await second.page.click('text="Przestań reprezentować"');
	await expect.poll(() => second.page.url()).toContain('?left=1');
	await checkRemark(second.page);
	expect(await second.page.isVisible('input[name=display]')).toBe(true);
	expect(await second.page.isVisible('input[name=organisationId]')).toBe(false);
	// A form that was kept, or made up, is of no use either.
	const { id } = (await demo.visitor('GET', '/organisations/pl-demo-0000000077')).body as {
		id: string;
	};
	const turka = await demo.signedIn('resident.turka');
	const forged = { kind: 'proposal', text: 'W imieniu.', display: 'name', organisationId: id };
	const refused = await turka('POST', `/consultations/${number}/contributions`, forged);
	expect([refused.status, refused.body]).toMatchObject([422, { code: 'not_eligible' }]);
	expect(await speak(page, 'Nadal proponujemy lipy.')).toContain('Joanna Chmurzyńska');
	for (const one of [first, second, desk]) await one.close();
});

test.each([true, false])(
	'a Polish organisation finds a consultation on a phone, speaks in it and finds its words on its page (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const viewport = { width: 360, height: 740 };
		const options = { javaScriptEnabled, viewport };
		const { page, complaints, close } = await pageFor(browser, demo, 'demo.ng09', options);
		await page.goto(`${demo.origin}/pl/consultations`);
		await page.fill('main input[type=search]', 'organizacjami');
		await page.press('main input[type=search]', 'Enter');
		await page.click('main a:has-text("Program współpracy gminy z organizacjami")');
		await expect.poll(() => page.url()).toContain(`/pl/consultations/${number}`);
		await page.click(`main a[href^="${contribute}"]`);
		const words = `Prosimy o konkurs na świetlice, pismo ${javaScriptEnabled ? 1 : 2}.`;
		const speaker = 'Stowarzyszenie „Roztocze bez Granic (demo)”';
		expect(await speak(page, words, speaker)).toContain(`${speaker}, Grażyna Kost`);
		await page.click('main a[href="/pl/organisations/roztocze-bez-granic"]');
		const shown = await mainOf(page);
		expect(shown).toContain(words);
		expect(shown).toContain('Co napisała');
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
		expect(complaints).toEqual([]);
		await close();
	}
);

test('what waits at a desk is for its coordinators; everybody else finds nothing there', async () => {
	const path = '/desk/organisations/ngo-dnistrovi-sady';
	for (const [login, status] of [
		['coordinator.turka', 404],
		['consultant.zhydachiv', 403],
		['resident.zhydachiv', 403]
	] as const) {
		const { page, close } = await pageFor(browser, demo, login);
		expect((await page.goto(demo.origin + path))?.status(), login).toBe(status);
		await close();
	}
	expect((await demo.visitor('GET', '/organisations/ua-demo-00000009')).status).toBe(404);
	const { page, close } = await pageFor(browser, demo, 'admin.network');
	expect((await page.goto(demo.origin + path))?.status()).toBe(200);
	await close();
});

test('a feed tells what an organisation said, in XML that readers take', async () => {
	const response = await fetch(`${demo.origin}/pl/organisations/vilkha/feed.atom`);
	expect(response.headers.get('content-type')).toContain('application/atom+xml');
	const feed = await response.text();
	expect(feed.match(/<entry/g)?.length).toBeGreaterThan(1);
	expect(feed).toContain('Наталя Бойчук-Ріпецька');
	const none = await fetch(`${demo.origin}/organisations/nobody/feed.atom`);
	expect(none.status).toBe(404);
});

test('the API lists organisations by keys, and says of each who speaks for it', async () => {
	const { body } = await demo.visitor('GET', '/organisations?limit=2&country=UA');
	const { items, next } = body as { items: { slug: string }[]; next: string };
	expect(items).toHaveLength(2);
	const more = await demo.visitor('GET', `/organisations?limit=2&country=UA&cursor=${next}`);
	expect(more.text).not.toContain(items[0]!.slug);
	const one = await demo.visitor('GET', '/organisations/vilkha');
	expect(one.body).toMatchObject({
		registerNumber: 'DEMO-00000001',
		representatives: [{ post: 'голова правління' }, { post: 'координатор проєктів' }]
	});
	expect(one.text).not.toMatch(/signedBy|evidence|accountId|login/);
	const said = await demo.visitor('GET', '/organisations/vilkha/contributions?limit=1');
	expect(said.body).toMatchObject({
		items: [{ author: { as: 'organisation', slug: 'vilkha' }, about: { phase: 'open' } }]
	});
});
