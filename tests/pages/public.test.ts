import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, pageFor } from '../support/browser.ts';
import { readCsv } from '../support/csv.ts';
import { startDemo, type Demo } from '../support/server.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

test('without JavaScript a visitor finds a consultation, reads it in three languages and pages through it', async () => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(demo.origin);
	await page.fill('#q', 'жидачів');
	await page.click('main [role=search] button');
	await page.click('main h2 a');
	await expect.poll(() => page.url()).toContain('/consultations/UA-ZHD-2026-001');
	await page.goto(`${demo.origin}/consultations/UA-KLK-2026-001`);
	expect(await page.textContent('main')).toContain('приховано частину тексту');
	await page.goto(`${demo.origin}/en/consultations/UA-ZHD-2026-001?kind=proposal`);
	expect(await page.getAttribute('html', 'lang')).toBe('en');
	expect(await page.textContent('main')).toContain('unofficial translation');
	await context.close();
});

const read = async (path: string) =>
	(await fetch(`${demo.origin}/en/consultations/${path}`)).text();

/** What stands before the contents of a page. */
const standingOf = (html: string) =>
	html.slice(html.indexOf('id="term"'), html.indexOf('id="contents"'));

test.each([
	['announced', 'UA-TUR-2026-001', ['What you can do now', 'dates.ics', 'Opens in']],
	['open', 'UA-ZHD-2026-001', ['days left', 'Propose a change', 'take part offline']],
	['being answered', 'UA-SDV-2026-001', ['Proposals answered:', 'What happens next', 'is due by']],
	['overdue', 'UA-SKL-2026-001', ['Report overdue by', 'How to complain', 'tel:']],
	['reported', 'UA-RDK-2026-001', ['Read the report', 'What changed because of you', 'accepted']],
	['decided', 'UA-BRD-2026-001', ['Read the report', 'Decision', 'Before']],
	['cancelled', 'UA-HRD-2026-001', ['Cancelled on', 'Reason:', 'no answers and no report']]
])('a consultation that is %s says first what that means', async (_, number, said) => {
	const standing = standingOf(await read(number));
	for (const words of said) expect(standing).toContain(words);
});

test('why a report is late is said once, while it is late', async () => {
	const overdue = { number: 'UA-SKL-2026-001' };
	const { course } = await demo.app.consultations.page({ kind: 'visitor' }, overdue);
	const told = course.find((one) => one.step === 'changed' && one.kind === 'delay_explained');
	const { reason } = told as { reason: string };
	expect((await read(overdue.number)).split(reason)).toHaveLength(2);
});

test('all styles stand in the page, those of the layout first: their order says which of them counts', async () => {
	const html = await read('UA-ZHD-2026-001');
	expect(html).not.toMatch(/<link(?![^>]*disabled)[^>]*rel="stylesheet"/);
	expect(/<style[^>]*>(?<first>@layer \w+)/.exec(html)?.groups?.first).toBe('@layer reset');
});

test('what is asked comes before its text, and its text before what people say; once it is over, what came of it', async () => {
	const orderOf = (html: string) =>
		[...html.matchAll(/<h2 id="(change|part|vote|text|voices|outcome|timeline)"/g)].map(
			([, id]) => id
		);
	expect(orderOf(await read('UA-ZHD-2026-001'))).toEqual(
		'change part vote text voices timeline'.split(' ')
	);
	const decided = orderOf(await read('UA-BRD-2026-001'));
	expect(decided.indexOf('voices')).toBeLessThan(decided.indexOf('change'));
});

test('the address of a consultation can be copied, and each link of its contents leads somewhere', async () => {
	const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
	const page = await context.newPage();
	const address = `${demo.origin}/en/consultations/UA-BRD-2026-001`;
	await page.goto(`${address}?sort=old#voices`);
	await page.click('[data-copy]');
	await page.waitForSelector('.share [role=status]:has-text("copied")');
	expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address);
	const lost = await page.evaluate(
		`[...document.querySelectorAll('.contents a')].filter((link) => !document.querySelector(link.hash)).length`
	);
	expect(lost).toBe(0);
	await context.close();
});

const phone = { viewport: { width: 360, height: 740 } };

test.each([true, false])(
	'a resident names her village on the front page and finds what concerns it (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const { page, complaints, close } = await pageFor(browser, demo, null, {
			...phone,
			javaScriptEnabled
		});
		const main = () => page.textContent('main');
		await page.goto(demo.origin);
		await page.fill('#place', 'Атлантида');
		await page.press('#place', 'Enter');
		expect(await main()).toContain('не знайшли');
		await page.fill('#place', 'Тайсарів');
		await page.press('#place', 'Enter');
		expect(await page.textContent('.choices')).toContain('Тейсарів Жидачівська громада');
		await page.fill('#place', 'лісове');
		await page.press('#place', 'Enter');
		expect(await page.locator('.choices button:has(.name)').count()).toBeGreaterThan(2);
		await page.fill('#place', 'с. ТЕЙСАРІВ');
		await page.press('#place', 'Enter');
		await expect.poll(() => page.url()).toBe(`${demo.origin}/`);
		expect(await page.textContent('h1')).toBe('Жидачівська громада');
		expect(await page.textContent('main .lead')).toMatch(/Зараз для Вас трива/);
		// Her centre, by telephone.
		expect(await page.getAttribute('main aside a[href^="tel:"]', 'href')).toMatch(/^tel:\+380/);
		const [cookie] = await page.context().cookies();
		expect(cookie).toMatchObject({
			name: 'viche_hromada',
			value: 'zhydachiv',
			httpOnly: true,
			sameSite: 'Lax',
			path: '/'
		});
		await page.click('#lists section:first-of-type h3 a');
		await expect.poll(() => page.url()).toContain('/consultations/UA-ZHD-2026-001');
		await page.goto(`${demo.origin}/pl`);
		expect(await page.textContent('h1')).toBe('Hromada Żydaczów');
		await page.click('.own-place button');
		expect(await page.textContent('h1')).toBe('Co rozstrzyga się w Państwa okolicy');
		expect(await page.context().cookies()).toEqual([]);
		expect(complaints).toEqual([]);
		await close();
	}
);

test('whoever is signed in begins with where they live, and may look elsewhere', async () => {
	const { page, close } = await pageFor(browser, demo, 'resident.brody', phone);
	await page.goto(demo.origin);
	expect(await page.textContent('h1')).toBe('Бродівська громада');
	expect(await page.locator('.own-place button').count()).toBe(0);
	await page.click('.own-place a');
	await page.click('summary >> text=Стрийський район');
	await page.click('.choices button >> text=Жидачівська громада');
	expect(await page.textContent('h1')).toBe('Жидачівська громада');
	await page.click('.own-place button');
	expect(await page.textContent('h1')).toBe('Бродівська громада');
	await close();
});

test.each([true, false])(
	'a journalist comes to every late report in two presses, and to the table of them (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const { page, close } = await pageFor(browser, demo, null, { ...phone, javaScriptEnabled });
		await page.goto(`${demo.origin}/en`);
		await page.click('main >> text=All late reports');
		const late = (await demo.app.consultations.late({ kind: 'visitor' }, undefined)).length;
		expect(late).toBeGreaterThan(0);
		const rows = page.locator('main table').first().locator('tbody tr');
		expect(await rows.count()).toBe(late);
		expect(await rows.first().textContent()).toMatch(/\d+ days.*due by .*Sokal/s);
		const table = await (await fetch(`${demo.origin}/en/late.csv`)).text();
		expect(table.trim().split('\r\n').length).toBeGreaterThan(late);
		await rows.first().locator('a').last().click();
		await expect.poll(() => page.url()).toContain('/en/consultations/UA-SKL-2026-001');
		expect(await page.textContent('main')).toContain('overdue');
		await close();
	}
);

test('the map leads where the list beside it leads, and stands in nobody’s way who uses keys or listens', async () => {
	const { page, close } = await pageFor(browser, demo, null, phone);
	await page.goto(demo.origin);
	const links = (selector: string) =>
		page.evaluate<string[]>(
			`[...document.querySelectorAll('${selector}')].map((one) => one.getAttribute('href'))`
		);
	const drawn = await links('.map a');
	expect(drawn).toHaveLength(73);
	const listed = await links('.regions table a');
	expect(drawn.filter((href) => !listed.includes(href))).toEqual([]);
	expect(await page.locator('.map a:not([tabindex="-1"])').count()).toBe(0);
	expect(await page.getAttribute('.map svg', 'aria-hidden')).toBe('true');
	await page.locator('.map .cell').first().click();
	await expect.poll(() => page.url()).toContain('/consultations?area=UA46');
	await close();
});

test('without JavaScript a word in any form is found in what people wrote too, marked, and narrowed to a place', async () => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${demo.origin}/consultations`);
	await page.fill('#q', 'шкіл');
	await page.click('.finder .row button');
	await page.click('main nav.tabs a[href*="kind=contribution"]');
	expect(await page.locator('.items mark').allTextContents()).toContain('школу');
	await page.click('.finder summary');
	await page.fill('#place', 'Жидачив');
	await page.click('.finder details button');
	await expect.poll(() => new URL(page.url()).searchParams.get('area')).toBe('zhydachiv');
	expect(await page.textContent('.chosen')).toContain('Жидачівська громада');
	const found = await page.locator('.items h2 a').all();
	expect(found.length).toBeGreaterThan(0);
	for (const link of found)
		expect(await link.getAttribute('href')).toMatch(/UA-ZHD-2026-001\/contributions\/\d+$/);
	await page.click('.chosen a');
	await expect.poll(() => new URL(page.url()).searchParams.get('area')).toBeNull();
	await page.goto(`${demo.origin}/pl/consultations?q=bibloteka`);
	expect(await page.textContent('main')).toContain('Nie znaleziono słowa „bibloteka”');
	expect(await page.locator('.items h2').count()).toBe(1);
	await context.close();
});

test.each([true, false])(
	'a resident signs in, votes, changes and withdraws the ballot (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const context = await browser.newContext({ javaScriptEnabled });
		const page = await context.newPage();
		const { login, password } = demo.accounts.find((one) => one.login === 'resident.zhydachiv')!;
		await page.goto(`${demo.origin}/en/consultations/UA-ZHD-2026-001`);
		await page.check('#polls input[value=b]');
		await page.fill('#polls [name=login]', login);
		await page.fill('#polls [name=password]', 'wrong');
		await page.click('#polls form .buttons button');
		await expect.poll(() => page.url()).toMatch(/\/polls\//);
		expect(await page.title()).toMatch(/^Error/);
		expect(await page.inputValue('#login')).toBe(login);
		expect(await page.inputValue('#password')).toBe('');
		expect(await page.isChecked('input[value=b]')).toBe(true);
		await page.fill('#password', password);
		await page.click('main form .buttons button');
		expect(await page.textContent('main')).toContain('Your vote is in');
		expect(await page.isChecked('input[value=b]')).toBe(true);
		await page.check('input[value=c]');
		await page.click('main form .buttons button');
		expect(await page.isChecked('input[value=c]')).toBe(true);
		await page.click('button[name=withdraw]');
		expect(await page.textContent('main')).not.toContain('Your vote is in');
		await page.click('header button');
		expect(await page.textContent('header')).toContain('Sign in');
		await context.close();
	}
);

const withoutScripts = { javaScriptEnabled: false };

test('somebody finds the centre of a village, reads in words when it is open, and nobody is named there', async () => {
	const { page, close } = await pageFor(browser, demo, null, withoutScripts);
	await page.goto(`${demo.origin}/en/centres`);
	await page.fill('#q', 'Тейсарів');
	await page.press('#q', 'Enter');
	const found = await page.textContent('#found + ul');
	expect(found).toMatch(/Zhydachiv.*(?:Open today until 18:00|Closed now, opens .*10:00)/s);
	await page.click('#found + ul h3 a');
	const centre = await page.textContent('main');
	expect(centre).toMatch(/Tuesday – Saturday\s*10:00–18:00/);
	expect(centre).toMatch(/\d+ consultants?: /);
	for (const { name } of await demo.app.storage.db.select().from(demo.app.storage.t.accounts))
		expect(centre).not.toContain(name);
	await close();
});

test('a late report is two clicks away, in red above all else; few figures are told as "1 of 1"', async () => {
	const { page, close } = await pageFor(browser, demo, null, withoutScripts);
	await page.goto(`${demo.origin}/en`);
	await page.click('footer a[href="/en/authorities"]');
	await page.click('li:has(.overdue-line) a');
	expect(await page.textContent('main h2')).toBe('Late reports');
	expect(await page.textContent('.late-reports')).toMatch(/Report overdue by \d+ days?/);
	await page.goto(`${demo.origin}/en/authorities/brody-rada`);
	expect(await page.textContent('main')).toContain('Reports on time: 1 of 1');
	await close();
});

test('the register of moderation is filtered, and the table for programs holds the same', async () => {
	const { page, close } = await pageFor(browser, demo, null, withoutScripts);
	await page.goto(`${demo.origin}/en/moderation`);
	await page.click('#register ~ p a');
	const rows = await page.locator('.register tbody tr').count();
	expect(rows).toBeGreaterThan(1);
	await page.selectOption('#ground', 'M4_privacy');
	await page.click('main form button');
	await page.waitForURL(/ground=M4/);
	const found = await page.locator('.register tbody tr').count();
	expect(found).toBeGreaterThan(0);
	expect(found).toBeLessThan(rows);
	const href = await page.getAttribute('a[href*="decisions.csv"]', 'href');
	const table = readCsv(await (await fetch(demo.origin + href!)).text());
	expect(table).toHaveLength(found);
	expect(new Set(table.map(({ ground }) => ground))).toEqual(new Set(['M4_privacy']));
	await close();
});

test('the page of all components is nobody’s business where it is not asked for', async () => {
	for (const path of ['/_design', '/pl/_design', '/en/_design'])
		expect((await fetch(demo.origin + path)).status, path).toBe(404);
});

test('the vote of a consultation that was suspended or cancelled says what becomes of it', async () => {
	const visitor = { kind: 'visitor' } as const;
	const [official, resident] = [
		await demo.actorOf('official.zhydachiv'),
		await demo.actorOf('resident.zhydachiv')
	];
	const number = 'UA-ZHD-2026-001';
	const reason = 'Так вирішила сесія міської ради 20 лютого 2027 року, одноголосно.';
	const pollIn = async (number: string) =>
		(await demo.app.consultations.page(visitor, { number })).polls[0]!;
	const { id, options } = await pollIn(number);
	const own = await demo.app.polls.ownBallot(resident, { pollId: id });
	const choice = { option: options[0]!.id };
	await demo.app.polls.cast(resident, { pollId: id, choice, expectedVersion: own.version });
	await demo.app.consultations.suspend(official, { number, reason });
	const cookie = await demo.cookieOf('resident.zhydachiv');
	const cancelled = 'UA-HRD-2026-001';
	const pages = [
		[`${number}`, 'Votes cast so far are kept'],
		[`${number}/polls/${id}`, 'Votes cast so far are kept'],
		[cancelled, 'there will be no result'],
		[`${cancelled}/polls/${(await pollIn(cancelled)).id}`, 'there will be no result']
	] as const;
	for (const [path, said] of pages) {
		const answer = await fetch(`${demo.origin}/en/consultations/${path}`, { headers: { cookie } });
		const html = await answer.text();
		expect(html, path).toContain(said);
		expect(html, path).not.toMatch(/[Uu]ntil (?:it closes|closing)/);
	}
	await demo.app.consultations.resume(official, { number, reason });
});
