import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueCard } from '#core/accounts/commands/card.ts';
import { createAccount } from '#core/accounts/commands/create.ts';
import { digitsAt } from '#core/accounts/second-factor.ts';
import { linkTo } from '../support/access.ts';
import { faultsOf, openBrowser, pageFor, tabTo } from '../support/browser.ts';
import { withMail } from '../support/mail.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { tellsAll } from '../support/ways.ts';

const password = 'три слова про лавку';
const desk = { kind: 'system', job: 'test' } as const;
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(Date.now, { settings: withMail }), openBrowser()]);
});
afterAll(() => demo.stop());

/** What a centre prints for somebody new. */
const printCard = () =>
	demo.app.storage.write(desk, async (writer) => {
		const { db, t } = writer;
		const [village] = await db.select().from(t.areas).where(eq(t.areas.kind, 'settlement'));
		const person = { name: 'Ганна Гук', areaId: village!.id, language: 'uk' } as const;
		const account = await createAccount(writer, person);
		return { ...account, code: await issueCard(writer, account) };
	});
const link = (email: string, kind: Parameters<typeof linkTo>[2]) =>
	linkTo(demo.app.storage, email, kind);
const send = (page: Page) => page.click('main form button.button:not(.quiet) >> nth=-1');
const read = (page: Page) => page.textContent('main');

test.each(tellsAll ? [true, false] : [false])(
	'somebody without e-mail comes in with the card of a centre (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const { page, complaints, close } = await pageFor(browser, demo, null, { javaScriptEnabled });
		const { login, code } = await printCard();
		// What was begun before goes along, to the card and back.
		const begun = `${demo.origin}/consultations/UA-ZHD-2026-001/contributions/1`;
		const cookie = await demo.cookieOf('ngo.vilkha.1');
		const [name, value] = cookie.split('=') as [string, string];
		await page.context().addCookies([{ name, value, url: demo.origin }]);
		await page.goto(begun);
		await page.fill('#text', 'Слова, які не мають загубитися.');
		await page.context().clearCookies();
		await page.click('form:has(#text) .buttons button');
		await page.click('main form[action^="/card"] button');
		if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
		await page.fill('#login', login);
		await page.fill('#code', '2222-3333-4444-5555');
		await page.fill('#password', password);
		await send(page);
		expect(await page.textContent('.errors')).toContain('Ім’я для входу чи код неправильні');
		expect(await page.inputValue('#login')).toBe(login);
		expect(await page.inputValue('#password')).toBe('');
		await page.fill('#code', code.toUpperCase().replaceAll('-', ' '));
		await page.fill('#password', password);
		await send(page);
		if (!javaScriptEnabled) {
			// No password goes back with the words: the page of its own holds them alone.
			expect(await page.content()).not.toContain(password);
			await page.click('form[data-go-on] button');
		}
		await page.waitForURL(`${begun}?/typed`);
		expect(await page.inputValue('#text')).toBe('Слова, які не мають загубитися.');
		await page.goto(`${demo.origin}/account`);
		expect(await read(page)).toContain('Ганна Гук');

		await page.click('.header form button');
		await page.waitForURL(`${demo.origin}/`);
		await page.goto(`${demo.origin}/sign-in`);
		await page.fill('#login', login);
		await page.fill('#password', password);
		await send(page);
		await page.goto(`${demo.origin}/account`);
		expect(await read(page)).toContain('Ганна Гук');
		expect(complaints.filter((one) => !/422|401/.test(one))).toEqual([]);
		await close();
	}
);

test('the password can be looked at where a script runs, and is a plain field where none does', async () => {
	const { page, close } = await pageFor(browser, demo, null);
	await page.goto(`${demo.origin}/sign-in`);
	await page.fill('#password', password);
	expect(await page.getAttribute('#password', 'type')).toBe('password');
	await page.click('[data-reveal]');
	expect(await page.getAttribute('#password', 'type')).toBe('text');
	expect(await page.getAttribute('[data-reveal]', 'aria-pressed')).toBe('true');
	await close();
	const plain = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	await plain.page.goto(`${demo.origin}/sign-in`);
	expect(await plain.page.isVisible('[data-reveal]')).toBe(false);
	expect(await plain.page.isVisible('[data-passkey]')).toBe(false);
	await plain.close();
});

test('a forgotten password is set anew by letter, and every other device is signed out', async () => {
	const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	const email = 'hanna@example.org';
	const { id, login } = await printCard();
	await demo.app.storage.write(desk, ({ db, t, now }) =>
		db.insert(t.contacts).values({ accountId: id, email, confirmedAt: now() })
	);
	const elsewhere = await pageFor(browser, demo, login);
	await elsewhere.page.goto(`${demo.origin}/account`);

	const answers = [];
	for (const typed of ['nobody@example.org', email]) {
		await page.goto(`${demo.origin}/recover`);
		await page.fill('#email', typed);
		await send(page);
		answers.push(await read(page));
	}
	expect(answers[0]).toBe(answers[1]);
	expect(answers[0]).toContain('Якщо цю адресу можна використати');

	const path = await link(email, 'recovery');
	await page.goto(demo.origin + path);
	expect(await read(page)).toContain(login);
	await page.fill('#password', password);
	await page.click('form[action="?/password"] button.button:not(.quiet)');
	await expect.poll(() => page.url()).toContain('/account/security');
	expect(await read(page)).toContain('Пароль змінено');
	await elsewhere.page.reload();
	await expect.poll(() => elsewhere.page.url()).toContain('/sign-in');
	await page.goto(demo.origin + path);
	expect(await page.title()).toContain('Це посилання вже не діє');
	await elsewhere.close();
	await close();
});

test('an address changes when the links in both letters were followed, and looking at them changes nothing', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.turka');
	const [first, second] = ['turka@example.org', 'sambir@example.org'];
	const { password: present } = demo.accounts.find((one) => one.login === 'resident.turka')!;
	for (const email of [first, second]) {
		await page.goto(`${demo.origin}/account/security/email`);
		if (email === first) expect(await faultsOf(page)).toEqual([]);
		await page.fill('#email', email);
		await page.fill('#present', present);
		await send(page);
		expect(await read(page)).toContain('в дорозі');
		await page.goto(demo.origin + (await link(email, 'email_new')));
		await page.reload();
		await send(page);
	}
	expect(await read(page)).toContain('Тепер відкрийте посилання в листі на другу адресу');
	await page.goto(`${demo.origin}/account/security`);
	expect(await read(page)).toContain(first);
	await page.goto(demo.origin + (await link(first, 'email_old')));
	expect(await read(page)).toContain(second);
	await send(page);
	await page.goto(`${demo.origin}/account/security`);
	expect(await read(page)).toContain(second);
	expect(await read(page)).not.toContain(first);
	await close();
});

test('staff who sign in without a second factor enrol first, by keyboard alone, and come back to where they went', async () => {
	const login = 'consultant.turka';
	const { password } = demo.accounts.find((one) => one.login === login)!;
	await demo.app.storage.write(desk, async ({ db, t }) => {
		const [account] = await db.select().from(t.accounts).where(eq(t.accounts.login, login));
		await db.delete(t.secondFactors).where(eq(t.secondFactors.accountId, account!.id));
	});
	const { page, close } = await pageFor(browser, demo, null);
	await page.goto(`${demo.origin}/sign-in?next=/desk`);
	await tabTo(page, '#login');
	await page.keyboard.type(login);
	await tabTo(page, '#password');
	await page.keyboard.type(password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/second-factor/);
	expect(await faultsOf(page)).toEqual([]);
	expect(await page.isVisible('svg.qr')).toBe(true);
	const secret = (await page.textContent('.secret'))!.replaceAll(' ', '');
	await tabTo(page, '#totp');
	await page.keyboard.type('000000');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.errors');
	// The same key: nothing has to be scanned again.
	expect((await page.textContent('.secret'))!.replaceAll(' ', '')).toBe(secret);
	await tabTo(page, '#totp');
	await page.keyboard.type(digitsAt(secret, Date.now()));
	await page.keyboard.press('Enter');
	await page.waitForSelector('.codes');
	expect(await faultsOf(page)).toEqual([]);
	expect(await page.locator('.codes li').count()).toBe(10);
	const [code] = await page.locator('.codes code').allTextContents();
	await tabTo(page, 'main a.button');
	await page.keyboard.press('Enter');
	await page.waitForURL(`${demo.origin}/desk`);

	// Something that asks for it anew takes a printed code, and leads back.
	await page.goto(`${demo.origin}/account/second-factor?again=1&next=/desk`);
	await tabTo(page, '#totp');
	await page.keyboard.type(code!);
	await page.keyboard.press('Enter');
	await page.waitForURL(`${demo.origin}/desk`);
	await page.goto(`${demo.origin}/account/security/second-factor`);
	expect(await read(page)).toContain('Лишилося 9 кодів');
	expect(await page.isVisible('form[action$="remove"]')).toBe(false);
	await close();
});

test('a resident turns the second step on and off again, and gets new codes', async () => {
	const { login } = await printCard();
	const { page, close } = await pageFor(browser, demo, login, { javaScriptEnabled: false });
	await page.goto(`${demo.origin}/pl/account/second-factor`);
	const secret = (await page.textContent('.secret'))!.replaceAll(' ', '');
	await page.fill('#totp', digitsAt(secret, Date.now()));
	await send(page);
	const before = await page.locator('.codes code').allTextContents();
	await page.goto(`${demo.origin}/pl/account/security/second-factor`);
	await page.click('form[action$="renew"] button');
	const after = await page.locator('.codes code').allTextContents();
	expect(after).toHaveLength(10);
	expect(after.filter((one) => before.includes(one))).toEqual([]);
	await page.goto(`${demo.origin}/pl/account/security/second-factor`);
	await page.click('form[action$="remove"] button');
	await expect.poll(() => page.url()).toBe(`${demo.origin}/pl/account/security?done=second_factor`);
	await close();
});

test('signing out everywhere ends it here and there', async () => {
	const { login } = await printCard();
	const here = await pageFor(browser, demo, login);
	const there = await pageFor(browser, demo, login);
	await here.page.goto(`${demo.origin}/account/security`);
	expect(await faultsOf(here.page)).toEqual([]);
	expect(await here.page.locator('#sessions ~ ul li').count()).toBe(2);
	expect(await read(here.page)).toContain('цей пристрій');
	await here.page.click('form[action$="endAll"] button');
	expect(await read(here.page)).toContain('Ви вийшли на всіх пристроях');
	for (const { page, close } of [here, there]) {
		await page.goto(`${demo.origin}/account`);
		await expect.poll(() => page.url()).toContain('/sign-in');
		await close();
	}
});

test('one device is signed out from another', async () => {
	const { login } = await printCard();
	const here = await pageFor(browser, demo, login, { javaScriptEnabled: false });
	const there = await pageFor(browser, demo, login);
	await here.page.goto(`${demo.origin}/account/security`);
	await here.page.click('form[action$="/end"] button');
	expect(await read(here.page)).toContain('На тому пристрої Ви вийшли');
	expect(await here.page.isVisible('form[action$="/end"]')).toBe(false);
	await there.page.goto(`${demo.origin}/account`);
	await expect.poll(() => there.page.url()).toContain('/sign-in');
	await here.close();
	await there.close();
});

test('a passkey is made, signs in with both factors at once, and is taken away', async () => {
	const { page, complaints, close } = await pageFor(browser, demo, 'coordinator.turka');
	const device = await page.context().newCDPSession(page);
	await device.send('WebAuthn.enable');
	await device.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	});
	await page.goto(`${demo.origin}/account/security/passkeys`);
	await page.click('[data-passkey] button');
	await page.waitForSelector('[role=status]:not(:empty)');
	await page.fill('#name', 'мій телефон');
	expect(await faultsOf(page)).toEqual([]);
	await page.click('[data-passkey] button');
	await page.waitForURL(/done=passkey/);
	expect(await read(page)).toContain('мій телефон');

	await page.click('form[action$="endAll"] button');
	await page.goto(`${demo.origin}/sign-in?next=/desk`);
	await page.click('[data-passkey] button');
	await page.waitForURL(`${demo.origin}/desk`);
	await page.goto(`${demo.origin}/account/security`);
	await page.click('form[action$="removePasskey"] button');
	await page.waitForURL(/done=passkey/);
	expect(await read(page)).not.toContain('мій телефон');
	expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
	await close();
});

test('without a mail server the pages say what a centre prints instead', async () => {
	const silent = await startDemo();
	const { page, close } = await pageFor(browser, silent, null);
	for (const [path, words] of [
		['/register', 'Обліковий запис відкриє будь-який центр'],
		['/recover', 'з карткою, яку надрукує будь-який центр'],
		['/en/register', 'Any centre can create one for you']
	] as const) {
		await page.goto(silent.origin + path);
		expect(await read(page)).toContain(words);
		expect(await page.isVisible('main form')).toBe(false);
		expect(await page.isVisible('main a[href$="/centres"]')).toBe(true);
	}
	await close();
	await silent.stop();
});
