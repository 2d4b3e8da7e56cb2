import type { Browser, BrowserContext, Page } from 'playwright-core';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digitsAt, keepSecret, newSecret } from '#core/accounts/second-factor.ts';
import { readSettings } from '../../src/settings.ts';
import { start } from '../../src/start.ts';
import { faultsOf, openBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/folder.ts';
import { unlimited } from '../support/limits.ts';
import { tellsAll } from '../support/ways.ts';

/**
 * A network from nothing to its first draft, as its people would do it: without a script, in Ukrainian, the second
 * administrator in Polish.
 */
let browser: Browser;
let network: Awaited<ReturnType<typeof start>>;
const contexts: BrowserContext[] = [];
const password = 'три зелені човни на воді';

beforeAll(async () => {
	const settings = { PORT: '0', VICHE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' };
	network = await start(readSettings(settings), { limits: unlimited });
	browser = await openBrowser();
});
afterAll(async () => {
	await network.stop();
});

async function newPage(): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled: false });
	context.setDefaultTimeout(20_000);
	contexts.push(context);
	return context.newPage();
}

/** Gives an account its app, as it would have been set up with its first code. */
async function withApp(login: string): Promise<string> {
	const { storage } = network.app;
	const secret = newSecret();
	await storage.write({ kind: 'system', job: 'test' }, async (writer) => {
		const { db, t, now } = writer;
		const [account] = await db.select().from(t.accounts).where(eq(t.accounts.login, login));
		await keepSecret(writer, account!.id, secret, now());
	});
	return secret;
}

/** By the form, with password and the digits of the app. */
async function signIn(page: Page, login: string, secret: string, lang = ''): Promise<void> {
	await page.context().clearCookies();
	await page.goto(`${network.origin}${lang}/sign-in`);
	await page.fill('#login', login);
	await page.fill('#password', password);
	await page.press('#password', 'Enter');
	await page.fill('#totp', digitsAt(secret, network.app.storage.now()));
	await page.press('#totp', 'Enter');
	await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

const press = (page: Page, name: string) =>
	page.getByRole('main').getByRole('button', { name, exact: true }).click();
const printedCode = async (page: Page) =>
	(await page.locator('.slip dd').nth(1).textContent())!.trim();

/** Takes up a printed code with an account made for it. */
async function accept(page: Page, code: string, login: string, words: [string, string], lang = '') {
	await page.goto(`${network.origin}${lang}/invitation`);
	expect(await faultsOfStill(page)).toEqual([]);
	await page.fill('#code', ` ${code.toUpperCase().replaceAll('-', ' ')} `);
	await press(page, words[0]);
	expect(await faultsOfStill(page)).toEqual([]);
	await page.fill('#login', login);
	await page.fill('#password', password);
	await press(page, words[1]);
}

/** axe needs a script of its own: the same page once more, where scripts run; in `test:long`, as that takes a while. */
async function faultsOfStill(page: Page): Promise<string[]> {
	if (!tellsAll) return [];
	const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
	await context.addCookies(await page.context().cookies());
	const look = await context.newPage();
	await look.goto(page.url());
	const faults = await faultsOf(look);
	await context.close();
	return faults;
}

test('from the first run to the first draft', { timeout: 240_000 }, async () => {
	const { origin, firstCode } = network;
	const first = await newPage();
	await first.goto(`${origin}/first-run`);
	expect(await faultsOfStill(first)).toEqual([]);
	await first.fill('#code', 'not-this-one');
	await first.fill('#name', 'Остап Бережницький');
	await first.fill('#place', 'лісове');
	await first.fill('#login', 'ostap');
	await first.fill('#password', password);
	await press(first, 'Стати адміністратором');
	expect(await first.locator('.errors').textContent()).toContain('Де Ви живете: Виберіть місце');
	expect(await first.inputValue('#login')).toBe('ostap');
	expect(await first.content()).not.toContain(password);
	await first
		.getByLabel(/^Лісове, /)
		.first()
		.check();
	await first.fill('#password', password);
	await press(first, 'Стати адміністратором');
	expect(await first.locator('.errors').textContent()).toContain('не діє');
	expect(await first.isChecked('input[name=areaId] >> nth=0')).toBe(true);
	await first.fill('#code', firstCode!);
	await first.fill('#password', password);
	await press(first, 'Стати адміністратором');
	await expect.poll(() => new URL(first.url()).pathname).toBe('/account/second-factor');
	expect((await first.goto(`${origin}/first-run`))?.status()).toBe(404);

	const ostap = await withApp('ostap');
	await signIn(first, 'ostap', ostap);

	// A centre, and an authority that it hosts.
	await first.goto(`${origin}/admin/centres/new`);
	await first.fill('#q', 'Турка');
	await press(first, 'Знайти');
	await first.getByRole('link', { name: /^Турка, Турківська/ }).click();
	for (const [lang, name] of [
		['uk', 'Центр у Турці'],
		['pl', 'Centrum w Turce'],
		['en', 'Turka Centre']
	] as const) {
		await first.fill(`#name-${lang}`, name);
		await first.fill(`#host-${lang}`, `${name}: бібліотека`);
	}
	await first.fill('#address', 'вул. Міцкевича, 1');
	await first.fill('#phone', '+380 32 000-00-00');
	await first.fill('#hours-2-from', '18:00');
	await first.fill('#hours-2-to', '10:00');
	await press(first, 'Додати центр');
	expect(await first.locator('.errors').textContent()).toContain('друга пізніша');
	await first.fill('#hours-2-from', '9.30');
	await first.fill('#hours-2-to', '18:00');
	await press(first, 'Додати центр');
	expect(await first.locator('.notice.good').textContent()).toContain('Збережено');
	expect(await faultsOfStill(first)).toEqual([]);

	await first.goto(`${origin}/admin/authorities/new?kind=hromada_council`);
	await first.fill('#q', 'Турк');
	await press(first, 'Знайти');
	await first.getByRole('link', { name: /^Турківська/ }).click();
	expect(await first.inputValue('#profileId')).toBe('viche-standard');
	const names = { uk: 'Турківська рада', pl: 'Rada w Turce', en: 'Turka Council' };
	for (const [lang, name] of Object.entries(names)) await first.fill(`#name-${lang}`, name);
	await first.fill('#code', 'TU');
	await first.fill('#decidingBody', 'сесія міської ради');
	await first.fill('#address', 'площа Ринок, 1');
	await first.fill('#email', 'rada@example.org');
	await first.fill('#phone', '+380 32 000-00-01');
	await press(first, 'Додати орган влади');
	expect(await first.locator('.errors').textContent()).toContain('три латинські літери');
	expect(await faultsOfStill(first)).toEqual([]);
	await first.fill('#code', 'tur');
	await press(first, 'Додати орган влади');
	expect(await first.locator('.items').textContent()).toContain('TUR');

	// The one thing that one does alone.
	await first.goto(`${origin}/admin`);
	await first.getByRole('link', { name: 'Запросити другого адміністратора' }).click();
	await first.fill('#name', 'Zofia Mazur');
	await first.fill('#reason', 'У мережі має бути двоє адміністраторів.');
	await press(first, 'Запросити');
	const second = await newPage();
	await accept(
		second,
		await printedCode(first),
		'zofia',
		['Otwórz zaproszenie', 'Utwórz i przyjmij'],
		'/pl'
	);
	await expect.poll(() => new URL(second.url()).pathname).toBe('/pl/account/second-factor');
	const zofia = await withApp('zofia');

	// One proposes, the other one approves.
	await first.goto(`${origin}/admin/roles/invite?role=official`);
	await first.selectOption('#authorityId', { label: 'Турківська рада' });
	await first.fill('#name', 'Марія Савчук');
	await first.fill('#reason', 'Рада призначила відповідальну за консультації.');
	await press(first, 'Запропонувати');
	await first.getByRole('link', { name: /^Запросити на роль.*Марія/ }).click();
	expect(await first.getByRole('button', { name: 'Затвердити' }).count()).toBe(0);

	await signIn(second, 'zofia', zofia, '/pl');
	await second.goto(`${origin}/pl/admin`);
	expect(await faultsOfStill(second)).toEqual([]);
	await second.getByRole('link', { name: '1 propozycja czeka na decyzję' }).click();
	await second.getByRole('link', { name: /^Zaproszenie do roli.*Марія/ }).click();
	expect(await second.locator('dl.answers').textContent()).toContain('Марія Савчук');
	expect(await faultsOfStill(second)).toEqual([]);
	await press(second, 'Zatwierdź');
	const code = await printedCode(second);

	const official = await newPage();
	await accept(official, code, 'maria.s', ['Відкрити запрошення', 'Створити й прийняти']);
	await signIn(official, 'maria.s', await withApp('maria.s'));
	await official.goto(`${origin}/office`);
	await official.getByRole('main').getByRole('button').first().click();
	await expect.poll(() => new URL(official.url()).pathname).toMatch(/^\/office\/drafts\//);

	// The sheet opens nothing a second time.
	await first.goto(`${origin}/invitation/${code}`);
	expect(await first.locator('h1').textContent()).toBe('Запрошення не діє');

	// Who holds what, and the end of it at once.
	await first.goto(`${origin}/admin/roles`);
	expect(await faultsOfStill(first)).toEqual([]);
	await first.getByRole('link', { name: 'Марія Савчук', exact: true }).click();
	await first.fill('#reason', 'Лист ради: пароль побачили сторонні.');
	await first.getByLabel('Так, зупинити').check();
	await press(first, 'Зупинити');
	expect(await first.locator('.notice.good').textContent()).toContain('Обліковий запис зупинено');
	await official.reload();
	await expect.poll(() => new URL(official.url()).pathname).toBe('/sign-in');
});
