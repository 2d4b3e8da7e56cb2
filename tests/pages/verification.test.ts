import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '#core/accounts/commands/create.ts';
import { faultsOf, openAnotherBrowser, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

const submit = 'main form .button:not(.quiet)';
const narrow = { width: 320, height: 800 };

interface Somebody {
	login?: string;
	name?: string;
	place?: string;
	surname: string;
	firstName?: string;
	birthDate?: string;
}

/** Fills the form up to its last button. */
async function fill(page: Page, one: Somebody) {
	await page.goto(`${demo.origin}/desk/verify`);
	await page.check(`input[name=who][value=${one.login ? 'known' : 'new'}]`);
	if (one.login) await page.fill('#login', one.login);
	await page.fill('#place', one.place ?? 'тейсар');
	await page.click(submit);
	if (one.name) await page.fill('#name', one.name);
	await page.check('#evidence');
	await page.fill('#surname', one.surname);
	await page.fill('#firstName', one.firstName ?? 'Тест');
	await page.fill('#birthDate', one.birthDate ?? '1975-05-05');
	await page.check('#signed');
}

/** An account that only says where it lives. */
async function declared(login: string): Promise<string> {
	const areas = await demo.app.areas.residences({ kind: 'visitor' }, { q: 'тейсарів' });
	const account = {
		login,
		name: 'Тест Зіслівський',
		areaId: areas[0]!.id,
		language: 'uk'
	} as const;
	await demo.app.storage.write({ kind: 'system', job: 'test' }, (writer) =>
		createAccount(writer, account)
	);
	return login;
}

const pollIn = async () => {
	const { body } = await demo.visitor('GET', `/consultations/${number}`);
	return (body as { polls: { id: string }[] }).polls[0]!.id;
};

test('in Poland the form asks for nothing that is forbidden there, and the sheet to sign neither', async () => {
	const desk = await pageFor(browser, demo, 'consultant.zhydachiv', { viewport: narrow });
	const { page } = desk;
	await page.goto(`${demo.origin}/pl/desk/verify`);
	await page.check('input[name=who][value=new]');
	await page.fill('#place', 'любича');
	await page.click(submit);
	const names = await page.$$eval('main form [name]', (fields) =>
		fields.map((field) => (field as unknown as { name: string }).name)
	);
	expect([...new Set(names)].sort()).toEqual(
		'areaId birthDate centreId evidence firstName key language login name place signed surname who'.split(
			' '
		)
	);
	expect(
		await page.$$eval('input[name=evidence]', (all) =>
			all.map((one) => (one as unknown as { value: string }).value)
		)
	).toEqual(['statement']);
	expect(await page.textContent('main')).not.toMatch(
		/pesel|rnokpp|telefon|e-mail|pełnoletni|18 lat/i
	);
	expect(await page.$$('main input:checked')).toHaveLength(1);
	expect(await faultsOf(page)).toEqual([]);
	await page.click('a[href*="consent?country=PL"]');
	expect(await page.textContent('.blank')).not.toMatch(/pesel|rnokpp|świadek/i);
	expect(await faultsOf(page)).toEqual([]);
	const sheet = await page.pdf({ format: 'A4' });
	expect(sheet.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
	await desk.close();
});

test('two coordinators, two browsers, one person at the same moment: one is verified, the other is told of a clash', async () => {
	const { db, t } = demo.app.storage;
	const before = await db.$count(t.persons);
	const there = ['coordinator.zhydachiv', 'coordinator.turka'];
	const desks = await Promise.all(
		there.map(async (login) => {
			const other = await openAnotherBrowser();
			const { page } = await pageFor(other, demo, login);
			await fill(page, { login: await declared(`${login}.resident`), surname: 'Одночасний' });
			return { page, close: () => other.close() };
		})
	);
	await Promise.all(desks.map(({ page }) => page.click(submit)));
	const titles = await Promise.all(desks.map(({ page }) => page.textContent('h1')));
	expect(titles.sort()).toEqual(['Не підтверджено: дані збігаються', 'Підтверджено']);
	const clash = desks[(await desks[0]!.page.textContent('h1')) === 'Підтверджено' ? 1 : 0]!;
	const words = await clash.page.textContent('main');
	expect(words).toMatch(/Людину з такими даними вже підтверджено: Центр публічної інформації/);
	expect(words).not.toMatch(/Одночасний|resident|Зіслівський/);
	expect(await faultsOf(clash.page)).toEqual([]);
	expect((await db.$count(t.persons)) - before).toBe(1);
	expect(await db.$count(t.clashes)).toBe(1);
	for (const { close } of desks) await close();
	for (const login of there) {
		const { page, close } = await pageFor(browser, demo, login, { viewport: narrow });
		await page.goto(`${demo.origin}/account/notices`);
		await page.click('.notice.good button');
		await expect.poll(() => page.url()).toMatch(/\/desk\/clashes\//);
		expect(await faultsOf(page)).toEqual([]);
		if (login === there[0]) {
			await page.check('#outcome');
			await page.fill('#note', 'Людина зайшла до двох центрів, бо не дочекалася відповіді.');
			await page.click(submit);
			expect(await page.textContent('main')).toContain('Рішення записано');
		} else expect(await page.textContent('main')).toContain('Це та сама людина');
		await close();
	}
});

test('a ballot cast before becomes the person’s: the same key is answered the same, and nothing is counted twice', async () => {
	const login = await declared('ballot.before');
	const poll = await pollIn();
	const resident = await demo.signedIn(login);
	const key = { 'idempotency-key': randomUUID() };
	const vote = { choice: { option: 'a' } };
	const participants = async () =>
		((await demo.visitor('GET', `/polls/${poll}`)).body as { participants: Record<string, number> })
			.participants;
	const at = await participants();
	expect(await resident('PUT', `/polls/${poll}/ballot`, vote, key)).toMatchObject({ status: 200 });
	const desk = await pageFor(browser, demo, 'consultant.zhydachiv');
	await fill(desk.page, { login, surname: 'Голосувальний' });
	await desk.page.dblclick(submit);
	await desk.page.waitForSelector('.slip');
	await desk.close();
	// The session of before goes on, and is the person's now.
	const again = await resident('PUT', `/polls/${poll}/ballot`, vote, key);
	expect(again).toMatchObject({ status: 200, body: { version: 1 } });
	const own = await resident('GET', `/polls/${poll}/ballot`);
	expect(own.body).toEqual({ version: 1, tier: 'verified', choice: { option: 'a' } });
	expect(await participants()).toEqual({ ...at, verified: at['verified']! + 1 });
	const { db, t } = demo.app.storage;
	const entries = await db.$count(
		t.auditEntries,
		and(eq(t.auditEntries.action, 'person.verified'), eq(t.auditEntries.aboutId, await idOf(login)))
	);
	expect(entries).toBe(1);
});

async function idOf(login: string): Promise<string> {
	const { db, t } = demo.app.storage;
	const [account] = await db.select().from(t.accounts).where(eq(t.accounts.login, login));
	return account!.id;
}

test('taken back with reasons, appealed, decided in another raion: each page says what happens next', async () => {
	const login = await declared('taken.back');
	const consultant = await pageFor(browser, demo, 'consultant.zhydachiv');
	await fill(consultant.page, { login, surname: 'Скасований' });
	await consultant.page.click(submit);
	await consultant.page.waitForSelector('.slip');
	await consultant.close();

	const coordinator = await pageFor(browser, demo, 'coordinator.zhydachiv', { viewport: narrow });
	await coordinator.page.goto(`${demo.origin}/desk/verifications`);
	expect(await faultsOf(coordinator.page)).toEqual([]);
	await coordinator.page.click(`li:has-text("(${login})") a`);
	await coordinator.page.fill('#reason', 'Помилка.');
	await coordinator.page.click(submit);
	expect(await coordinator.page.textContent('.errors')).toContain('закороткий');
	expect(await faultsOf(coordinator.page)).toEqual([]);
	const reason = 'Виписка була чужа: на ній інше ім’я, ніж у документі.';
	await coordinator.page.fill('#reason', reason);
	await coordinator.page.check('#confirmed');
	await coordinator.page.click(submit);
	expect(await coordinator.page.textContent('main')).toContain('Підтвердження скасовано');
	await coordinator.close();

	const resident = await pageFor(browser, demo, login, { viewport: narrow });
	await resident.page.goto(`${demo.origin}/account/verification`);
	expect(await resident.page.textContent('main')).toContain(reason);
	await resident.page.fill('#text', 'Виписка моя: прізвище змінилося після шлюбу.');
	await resident.page.click(submit);
	expect(await resident.page.textContent('main')).toContain('Оскарження прийнято');

	const { db, t } = demo.app.storage;
	const [appeal] = await db
		.select()
		.from(t.revocations)
		.where(eq(t.revocations.accountId, await idOf(login)));
	const [judge] = await db
		.select({ login: t.accounts.login })
		.from(t.roles)
		.innerJoin(t.accounts, eq(t.accounts.id, t.roles.accountId))
		.where(and(eq(t.roles.scopeId, appeal!.appealCentreId!), eq(t.roles.role, 'coordinator')));
	const drawn = await pageFor(browser, demo, judge!.login, { viewport: narrow });
	await drawn.page.goto(`${demo.origin}/desk/revocations`);
	expect(await faultsOf(drawn.page)).toEqual([]);
	await drawn.page.click('.items a');
	expect(await drawn.page.textContent('main')).not.toContain('Зіслівський');
	expect(await faultsOf(drawn.page)).toEqual([]);
	await drawn.page.check('input[value=restored]');
	await drawn.page.fill('#reason', 'Свідоцтво про шлюб пояснює різницю в прізвищі людини.');
	await drawn.page.click(submit);
	expect(await drawn.page.textContent('main')).toContain('Рішення ухвалено');
	await drawn.close();
	await resident.page.goto(`${demo.origin}/account/verification`);
	expect(await resident.page.textContent('main')).toContain('підтвердження відновлено');
	expect(await faultsOf(resident.page)).toEqual([]);
	await resident.page.check('#confirmed');
	await resident.page.click('form[action*=end] button');
	expect(await resident.page.textContent('main')).toContain('Підтвердження завершено');
	await resident.close();
});

test('a card for a forgotten password, and a longer day for a colleague', async () => {
	const login = await declared('forgotten.password');
	const consultant = await pageFor(browser, demo, 'consultant.turka', { viewport: narrow });
	await consultant.page.goto(`${demo.origin}/desk/cards`);
	expect(await faultsOf(consultant.page)).toEqual([]);
	await consultant.page.fill('#login', login);
	await consultant.page.click(submit);
	expect(await consultant.page.textContent('main')).toContain('Тест Зіслівський');
	await consultant.page.check('#compared');
	await consultant.page.click(submit);
	expect(await consultant.page.textContent('.slip')).toMatch(/([2-9a-z]{4}-){3}[2-9a-z]{4}/);
	expect(await faultsOf(consultant.page)).toEqual([]);
	const refused = await consultant.page.goto(`${demo.origin}/desk/limits`);
	expect(refused!.status()).toBe(403);
	await consultant.close();

	const coordinator = await pageFor(browser, demo, 'coordinator.turka', { viewport: narrow });
	await coordinator.page.goto(`${demo.origin}/desk/limits`);
	expect(await faultsOf(coordinator.page)).toEqual([]);
	await coordinator.page.fill('#extra', '15');
	await coordinator.page.fill('#reason', 'Завтра день відкритих дверей у школі.');
	await coordinator.page.click(submit);
	expect(await coordinator.page.textContent('.answers')).toContain('із 35');
	await coordinator.close();
});

test('officials, residents and visitors see none of it', async () => {
	const pages = [
		'verify',
		'verify/consent',
		'cards',
		'verifications',
		'clashes',
		'revocations',
		'limits'
	];
	for (const login of ['official.zhydachiv', 'resident.zhydachiv', null]) {
		const { page, close } = await pageFor(browser, demo, login);
		for (const one of pages) {
			const answer = await page.goto(`${demo.origin}/desk/${one}`);
			if (login === null) expect(page.url(), one).toContain('/sign-in');
			else expect(answer!.status(), `${login} ${one}`).toBe(403);
		}
		await close();
	}
});
