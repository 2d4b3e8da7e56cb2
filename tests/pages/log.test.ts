import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { readCsv } from '../support/csv.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
const email = 'planted@leak.example';
const reason = '=HYPERLINK("x"), бо треба спитати автора про адресу лавки';
let demo: Demo;
let browser: Browser;
let id: string;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
	const resident = await demo.signedIn('resident.zhydachiv');
	const { body } = await resident('POST', `/consultations/${number}/contributions`, {
		kind: 'opinion',
		text: 'Слова, про автора яких питають.',
		display: 'resident'
	});
	({ id } = body as { id: string });
	await demo.app.storage.write({ kind: 'system', job: 'test' }, async ({ db, t, now }) => {
		const [account] = await db
			.select()
			.from(t.accounts)
			.where(eq(t.accounts.login, 'resident.zhydachiv'));
		await db.delete(t.contacts).where(eq(t.contacts.accountId, account!.id));
		await db.insert(t.contacts).values({ accountId: account!.id, email, confirmedAt: now() });
	});
});
afterAll(() => demo.stop());

test('a coordinator looks at an author’s address once, and the author reads who did it and why', async () => {
	const options = { viewport: { width: 320, height: 800 }, javaScriptEnabled: false };
	const desk = await pageFor(browser, demo, 'coordinator.zhydachiv', options);
	await desk.page.goto(`${demo.origin}/en/desk/${id}`);
	await desk.page.click('a[href$="/contact"]');
	expect(await desk.page.content()).not.toContain(email);
	await desk.page.fill('#reason', 'short');
	await desk.page.click('form:has(#reason) button');
	expect(await desk.page.title()).toMatch(/^Error/);
	expect(await desk.page.inputValue('#reason')).toBe('short');
	await desk.page.fill('#reason', reason);
	await desk.page.click('form:has(#reason) button');
	expect(await desk.page.textContent('.notice.good')).toContain(email);
	await desk.page.goto(`${demo.origin}/en/desk/${id}/contact`);
	expect(await desk.page.content()).not.toContain(email);
	await desk.page.goto(`${demo.origin}/en/desk/log`);
	expect(await desk.page.textContent('.items li')).toContain('An e-mail address was viewed');
	await desk.close();

	const author = await pageFor(browser, demo, 'resident.zhydachiv');
	await author.page.goto(`${demo.origin}/account`);
	await author.page.click('main a[href="/account/log"]');
	const entry = (await author.page.textContent('.items li:has-text("Переглянуто адресу")'))!;
	expect(entry).toContain('координатор центру, Центр публічної інформації у Жидачеві');
	expect(entry).toContain(reason);
	expect(await faultsOf(author.page)).toEqual([]);
	expect(author.complaints).toEqual([]);
	await author.close();
});

test('a consultant is not offered the address of an author, and does not get it', async () => {
	const { page, close } = await pageFor(browser, demo, 'consultant.zhydachiv');
	await page.goto(`${demo.origin}/desk/${id}`);
	expect(await page.locator('a[href$="/contact"]').count()).toBe(0);
	expect((await page.goto(`${demo.origin}/desk/${id}/contact`))!.status()).toBe(403);
	await close();
});

test('the extract is filtered by a plain form and goes on by pages, without JavaScript', async () => {
	const { page, close } = await pageFor(browser, demo, null, {
		javaScriptEnabled: false,
		viewport: { width: 1280, height: 800 }
	});
	await page.goto(`${demo.origin}/pl`);
	await page.click('footer a[href="/pl/log"]');
	// On a phone the list comes first.
	expect(await page.isVisible('#group')).toBe(true);
	await page.setViewportSize({ width: 360, height: 740 });
	expect(await page.isVisible('#group')).toBe(false);
	await page.click('.fold summary');
	await page.selectOption('#group', 'moderation');
	await page.selectOption('#place', 'cip-zhydachiv');
	await page.click('form.filters button');
	await page.waitForURL(/place=cip-zhydachiv/);
	expect(await page.isVisible('#group')).toBe(true);
	const entries = await page.locator('.items li').allTextContents();
	expect(entries.length).toBeGreaterThan(0);
	for (const entry of entries) expect(entry).toContain('Żydacz');
	await page.goto(`${demo.origin}/pl/log`);
	const first = await page.textContent('.items li');
	await page.click('.pager a[rel=next]');
	expect(await page.textContent('.items li')).not.toBe(first);
	await expect.poll(() => page.url()).toMatch(/cursor=[\d.]+$/);
	await close();
});

test('tables of the log hold every page of it, and no cell that a spreadsheet would run', async () => {
	const table = async (path: string, login?: string) => {
		const cookie = login ? await demo.cookieOf(login) : '';
		const answer = await fetch(demo.origin + path, { headers: { cookie } });
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
		return readCsv(await answer.text());
	};
	const whole = await table('/log.csv');
	let count = 0;
	let cursor: string | undefined;
	do {
		const page = await demo.app.log.extract({ kind: 'visitor' }, { limit: 100, cursor });
		count += page.items.length;
		cursor = page.next ?? undefined;
	} while (cursor !== undefined);
	expect(whole.length).toBe(count);
	expect(JSON.stringify(whole)).not.toContain(email);
	const own = await table('/desk/log.csv', 'coordinator.zhydachiv');
	expect(own[0]).toMatchObject({
		act: 'contact.read',
		login: 'coordinator.zhydachiv',
		about_login: 'resident.zhydachiv',
		reason: `'${reason}`
	});
	const admin = await table('/admin/log.csv?login=resident.zhydachiv', 'admin.network');
	expect(admin.map(({ act }) => act)).toContain('contact.read');
	for (const [path, login] of [
		['/admin/log.csv', 'coordinator.zhydachiv'],
		['/office/log.csv', 'coordinator.zhydachiv'],
		['/desk/log.csv', 'consultant.zhydachiv']
	] as const) {
		const cookie = await demo.cookieOf(login);
		expect((await fetch(demo.origin + path, { headers: { cookie } })).status, path).toBe(403);
	}
});
