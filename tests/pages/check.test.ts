import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiptCode } from '#core/contributions/receipts.ts';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
let demo: Demo;
let browser: Browser;
let receipt: { number: string; code: string };
/** Of a proposal with its answer. */
let answered: typeof receipt;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
	const resident = await demo.signedIn('resident.zhydachiv');
	const text = 'Додайте лавку під каштаном. Телефон: 032 111-22-33.';
	const written = await resident('POST', `/consultations/${number}/contributions`, {
		kind: 'proposal',
		text,
		display: 'name'
	});
	const body = written.body as { id: string; receipt: typeof receipt };
	receipt = body.receipt;
	answered = await answeredReceipt();
	const consultant = await demo.signedIn('consultant.zhydachiv');
	await consultant('POST', '/moderation/decisions', {
		contributionId: body.id,
		version: 1,
		action: 'hidden',
		ground: 'M4_privacy',
		reason: 'У тексті телефон людини, яка на це не погоджувалася.'
	});
});
afterAll(() => demo.stop());

/** The code of a receipt is computed from the number: the author has it, and so has whoever they give it to. */
async function answeredReceipt(): Promise<typeof receipt> {
	const of = 'UA-BRD-2026-001';
	const { items } = await demo.app.contributions.list({ kind: 'visitor' }, { number: of });
	const { number } = items.find(
		({ kind, answer }) => kind === 'proposal' && answer?.status === 'partly_accepted'
	)!;
	return { number, code: receiptCode(demo.app.storage.keys, number) };
}

test.each([true, false])(
	'number and code show all that became of the words, without an account (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const viewport = { width: 360, height: 740 };
		const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled, viewport });
		await page.goto(`${demo.origin}/en`);
		await page.click('footer a[href$="/check"]');
		await page.fill('#number', ` ${receipt.number.toLowerCase()} `);
		await page.fill('#code', onUkrainianKeyboard(receipt.code.replace('-', ' ')).toLowerCase());
		await page.click('main button');
		await expect.poll(() => page.url()).toBe(`${demo.origin}/en/check`);
		const words = (await page.textContent('main')) ?? '';
		expect(words).toContain(receipt.number);
		expect(words).toContain('The text is hidden');
		expect(words).toContain('Додайте лавку під каштаном');
		expect(words).toContain('яка на це не погоджувалася');
		expect(words).toMatch(/due by/);
		expect(await page.locator('.became li').first().textContent()).toContain('Received');
		expect(await page.textContent('.became')).toContain(
			'hid the text: other people’s personal data'
		);
		expect(await widthOf(page)).toBe(360);
		if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
		await page.click('form[action$="/check/appeal"] button');
		await expect.poll(() => page.url()).toBe(`${demo.origin}/en/check/appeal`);
		expect(await page.locator('textarea[name=text]').count()).toBe(1);
		await close();
	}
);

const onUkrainianKeyboard = (typed: string) =>
	typed.replace(/[AEKMHPCTX0]/g, (sign) => 'АЕКМНРСТХО'['AEKMHPCTX0'.indexOf(sign)]!);
const widthOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

test.each([true, false])(
	'a month later the answer is read by number and code, on a small phone (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const viewport = { width: 360, height: 740 };
		const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled, viewport });
		// As the QR code of the receipt leads there.
		await page.goto(`${demo.origin}/check?number=${answered.number}`);
		expect(await page.inputValue('#number')).toBe(answered.number);
		await page.fill('#code', answered.code);
		await page.click('main form button');
		const steps = await page.locator('.became li').allTextContents();
		expect(steps[0]).toContain('Прийнято й зареєстровано');
		const [answer, report] = ['Орган влади відповів', 'Вийшов звіт'].map((words) =>
			steps.findIndex((step) => step.includes(words))
		);
		expect(answer).toBeGreaterThan(0);
		expect(report).toBeGreaterThan(0);
		expect(steps[answer!]).toMatch(/частково/);
		expect(await page.textContent('.answer')).toMatch(/\p{L}{3}.{40}/su);
		expect(await page.isVisible('[data-print]')).toBe(javaScriptEnabled);
		expect(await widthOf(page)).toBe(360);
		await expect.poll(() => page.url()).not.toContain(answered.code);
		await close();
	}
);

test('whoever cannot use a page says so without an account, and reads the answer by number and code', async () => {
	const { page, close } = await pageFor(browser, demo, null, {
		javaScriptEnabled: false,
		viewport: { width: 360, height: 740 }
	});
	await page.goto(`${demo.origin}/en/accessibility`);
	await page.click('main a.button');
	await page.click('main .buttons button');
	expect(await page.title()).toMatch(/^Error/);
	await page.fill('#what', 'The button has no name in my screen reader.');
	await page.click('main .buttons button');
	const [asked, code] = await page.locator('.done dd').allTextContents();
	expect(await page.textContent('main')).toContain('You will have an answer by');

	const admin = await pageFor(browser, demo, 'admin.network', { javaScriptEnabled: false });
	await admin.page.goto(`${demo.origin}/en/admin/accessibility`);
	await admin.page.click(`main a:has-text("${asked}")`);
	expect(await admin.page.textContent('main')).toContain('7 days left');
	await admin.page.check('input[name=outcome][value=mended]');
	await admin.page.fill('#answer', 'It has a name now: “Send my proposal”.');
	await admin.page.click('main form[action$="answer"] button');
	await expect.poll(() => admin.page.url()).toContain('done');
	await admin.close();

	await page.click('main a[href*="/check"]');
	await page.fill('#code', code!);
	await page.click('main button');
	expect(await page.textContent('main')).toContain('It has a name now');
	await close();
});

test('a wrong code, a wrong number and a number that is none are told alike, and slowed after ten tries', async () => {
	const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	const told = new Set<string>();
	const [code, other] = ['0000-0000', receipt.number.replace(/\d$/, '9')];
	const tries = [
		[receipt.number, code],
		[other, receipt.code],
		['12', receipt.code],
		...Array.from({ length: 7 }, () => [receipt.number, code])
	] as const;
	for (const [number, code] of tries) {
		await page.goto(`${demo.origin}/en/check`);
		await page.fill('#number', number);
		await page.fill('#code', code);
		const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
		await page.click('main button');
		expect((await answered).status()).toBe(404);
		expect(await page.inputValue('#number')).toBe(number);
		told.add((await page.textContent('.errors')) ?? '');
	}
	expect(told.size).toBe(1);
	await page.fill('#number', receipt.number);
	await page.fill('#code', receipt.code);
	const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
	await page.click('main button');
	const refused = await answered;
	expect(refused.status()).toBe(429);
	expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
	expect(await page.textContent('.errors')).toMatch(/Wait \d+ minutes/);
	const byApi = await demo.visitor('POST', '/receipts', receipt);
	expect(byApi.status).toBe(429);
	await close();
});
