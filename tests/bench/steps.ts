import type { Browser, Page } from 'playwright-core';
import { linkTo } from '../support/access.ts';
import { openBrowser } from '../support/browser.ts';
import { withMail } from '../support/mail.ts';
import { startDemo, type Demo } from '../support/server.ts';
import type { Outcome } from './run.ts';

const number = 'UA-ZHD-2026-001';
const me = {
	email: 'nova.osoba@example.org',
	name: 'Нова Особа',
	place: 'Тейсарів',
	password: 'три слова про лавку',
	text: 'Поставте біля центру дві лавки під каштаном, щоб люди не чекали стоячи.'
};
/** The fewest views that another platform needs, as far as its code tells: docs/comparison.md. */
const peers = { 'new proposal': 9, proposal: 6, 'new vote': 3, vote: 3 };
const mostViews = 20;

interface Way {
	/** Pages that somebody sees, the first and the last among them. */
	views: number;
	/** What they type or choose. */
	fields: number;
	/** Times they have to look into their mailbox. */
	letters: number;
	bytes: number;
}

/** From the front page to a sent proposal and to a cast vote, as somebody new and as somebody who has an account. */
export async function steps(): Promise<Outcome[]> {
	const demo = await startDemo(Date.now, { settings: withMail });
	const browser = await openBrowser();
	const outcomes: Outcome[] = [];
	for (const [what, isNew, act] of [
		['new proposal', true, propose],
		['proposal', false, propose],
		['new vote', true, vote],
		['vote', false, vote]
	] as const) {
		const email = isNew && act === vote ? `second.${me.email}` : me.email;
		const way = await walk(demo, browser, { isNew, email, act });
		const limit = peers[what];
		outcomes.push({
			what: `${what}: ${way.fields} fields, ${way.letters} letters, ${(way.bytes / 1000).toFixed(0)} kB`,
			ours: way.views,
			unit: 'views',
			limit,
			ratio: way.views / limit,
			goal: 'fewest',
			reached: way.views <= limit
		});
	}
	await browser.close();
	await demo.stop();
	return outcomes;
}

interface Walk {
	isNew: boolean;
	email: string;
	act(page: Page): Promise<void>;
}

async function walk(demo: Demo, browser: Browser, { isNew, email, act }: Walk): Promise<Way> {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
	const page = await context.newPage();
	const way: Way = { views: 0, fields: 0, letters: 0, bytes: 0 };
	const client = await context.newCDPSession(page);
	await client.send('Network.enable');
	client.on('Network.loadingFinished', ({ encodedDataLength }) => {
		way.bytes += encodedDataLength;
	});
	page.on('load', () => (way.views += 1));
	await page.goto(demo.origin);
	await act(page);
	while (!(await isDone(page))) {
		if (way.views > mostViews) throw new Error(`No end in sight at ${page.url()}.`);
		const at = page.url();
		const register = page.locator('main a[href*="/register"]').first();
		if (isNew && /\/sign-in/.test(at) && (await register.isVisible())) await press(page, register);
		else if (/\/welcome/.test(at)) await press(page, page.locator('main a.button').first());
		else {
			way.fields += await fillIn(page, email);
			await press(page, await mainButton(page));
		}
		if (await isWaitingForLetter(page)) {
			way.letters += 1;
			await page.goto(demo.origin + (await linkTo(demo.app.storage, email, 'sign_up')));
		}
	}
	await context.close();
	return way;
}

const toConsultation = async (page: Page) => {
	if (!page.url().includes('/consultations/'))
		await press(page, page.locator(`main a[href$="/consultations/${number}"]`).first());
};

async function propose(page: Page): Promise<void> {
	await toConsultation(page);
	await press(page, page.locator('main a[href*="/contribute"]').first());
}

async function vote(page: Page): Promise<void> {
	await toConsultation(page);
	await press(page, page.locator('main a[href*="/polls/"]').first());
}

async function isDone(page: Page): Promise<boolean> {
	return (
		/\/sent$/.test(page.url()) ||
		(/\/polls\//.test(page.url()) && (await page.locator('main .notice.good').count()) > 0)
	);
}

const isWaitingForLetter = async (page: Page) =>
	/\/register(\?|$)/.test(page.url()) && (await page.locator('main #email').count()) === 0;

async function press(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
	const at = page.url();
	try {
		await Promise.all([page.waitForEvent('load', { timeout: 15_000 }), target.click()]);
	} catch (error) {
		const words = await page.locator('main').innerText();
		throw new Error(`Nothing came of a press at ${at}: ${words}`, { cause: error });
	}
}

/** What is asked for and not given yet; answers how much that was. */
async function fillIn(page: Page, email: string): Promise<number> {
	const given = { ...me, email, login: email };
	let fields = 0;
	for (const [id, value] of Object.entries(given)) {
		const field = page.locator(`main form #${id}`);
		if ((await field.count()) === 0 || (await field.inputValue()) !== '') continue;
		await field.fill(value);
		fields += 1;
	}
	const names = await page
		.locator('main form :is(input[type=radio], #agreed)')
		.evaluateAll((all) => all.map((one) => (one as unknown as { name: string }).name));
	for (const name of new Set(names)) {
		if ((await page.locator(`main form input[name="${name}"]:checked`).count()) > 0) continue;
		await page.locator(`main form input[name="${name}"]`).first().check();
		fields += 1;
	}
	return fields;
}

/** The one that goes on; where a place has to be looked for first, that one. */
async function mainButton(page: Page) {
	const find = page.locator('main button[formaction*="find"]').first();
	if ((await find.count()) > 0 && (await page.locator('main input[name=areaId]').count()) === 0)
		return find;
	return page.locator('main form button.button:not(.quiet):not(.plain):not([formaction])').last();
}
