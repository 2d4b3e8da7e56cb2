import type { Browser, Locator, Page } from 'playwright-core';
import { issueCard } from '#core/accounts/commands/card.ts';
import { createAccount } from '#core/accounts/commands/create.ts';
import { lettersTo, linkTo } from '../support/access.ts';
import { openBrowser } from '../support/browser.ts';
import { withMail } from '../support/mail.ts';
import { startDemo, type Demo } from '../support/server.ts';
import type { Outcome } from './run.ts';

const number = 'UA-ZHD-2026-001';
const password = 'три слова про лавку';
const text = 'Поставте біля центру дві лавки під каштаном, щоб люди не чекали стоячи.';
/** The fewest views that another platform needs, as far as its code tells: docs/comparison.md. */
const fewest = { proposal: { new: 9, known: 6, card: 6 }, vote: { new: 3, known: 3, card: 3 } };
const mostViews = 20;

/** How somebody says who they are: as somebody new by letter, with an account, with a card that a centre has printed. */
const kinds = ['new', 'known', 'card'] as const;
type Kind = (typeof kinds)[number];
const acts = ['proposal', 'vote'] as const;
type Act = (typeof acts)[number];

interface Way {
	/** Pages that somebody sees, the first and the last among them. */
	views: number;
	/** What they type or choose. */
	fields: number;
	/** Times they have to look into their mailbox. */
	letters: number;
	bytes: number;
}

/** From the front page to a sent proposal and to a cast vote. */
export async function steps(): Promise<Outcome[]> {
	const demo = await startDemo(Date.now, { settings: withMail });
	const browser = await openBrowser();
	const outcomes: Outcome[] = [];
	for (const act of acts)
		for (const kind of kinds) {
			const way = await walk(demo, browser, { act, kind });
			const limit = fewest[act][kind];
			outcomes.push({
				what: `${act}, ${kind}: ${way.fields} fields, ${way.letters} letters, ${(way.bytes / 1000).toFixed(0)} kB`,
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

async function walk(demo: Demo, browser: Browser, { act, kind }: { act: Act; kind: Kind }) {
	const given = await personOf(demo, act, kind);
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
	if (!page.url().includes('/consultations/'))
		await press(page, page.locator(`main a[href$="/consultations/${number}"]`).first());
	if (act === 'proposal')
		await press(page, page.locator('main a[href*="/contribute?kind=proposal"]').first());
	while (!(await isDone(page, act))) {
		if (way.views > mostViews) throw new Error(`No end in sight at ${page.url()}.`);
		const form = formOn(page);
		if ((await form.count()) === 0 && given.email !== '') {
			way.letters += 1;
			await page.goto(demo.origin + (await linkTo(demo.app.storage, given.email, 'sign_up')));
			continue;
		}
		way.fields += await fillIn(form, given, kind);
		await press(page, form.locator('button.button:not(.quiet):not(.plain)').last());
	}
	if ((await lettersTo(demo.app.storage, given.email)).length !== way.letters)
		throw new Error('A letter was written that nobody had to read.');
	await context.close();
	return way;
}

type Given = Awaited<ReturnType<typeof personOf>>;

/** What somebody types where they are asked for it, by the names of the fields. */
async function personOf(demo: Demo, act: Act, kind: Kind) {
	const empty = {
		email: '',
		name: '',
		place: '',
		login: '',
		password: '',
		cardLogin: '',
		cardCode: '',
		cardPassword: ''
	};
	if (kind === 'new')
		return { ...empty, text, email: `${act}@example.org`, name: 'Нова Особа', place: 'Тейсарів' };
	if (kind === 'known') {
		const known = demo.accounts.find(({ login }) => login === 'resident.zhydachiv')!;
		return { ...empty, text, login: known.login, password: known.password };
	}
	const card = await demo.app.storage.write({ kind: 'system', job: 'bench' }, async (writer) => {
		const person = { name: 'Ганна Гук', areaId: 'UA46100050170033485', language: 'uk' } as const;
		const account = await createAccount(writer, person);
		return { login: account.login, code: await issueCard(writer, account) };
	});
	return { ...empty, text, cardLogin: card.login, cardCode: card.code, cardPassword: password };
}

/** The ballot on the page of the consultation; elsewhere the form with the button that goes on. */
const formOn = (page: Page): Locator =>
	/\/consultations\/[^/]+$/.test(page.url())
		? page.locator('#polls form').first()
		: page.locator('main form:has(button.button:not(.quiet):not(.plain))').last();

async function isDone(page: Page, act: Act): Promise<boolean> {
	if (act === 'proposal') return /\/sent$/.test(page.url());
	return /\/polls\//.test(page.url()) && (await page.locator('main .notice.good').count()) > 0;
}

async function press(page: Page, target: Locator): Promise<void> {
	const at = page.url();
	try {
		await Promise.all([page.waitForEvent('load', { timeout: 15_000 }), target.click()]);
	} catch (error) {
		const words = await page.locator('main').innerText();
		throw new Error(`Nothing came of a press at ${at}: ${words}`, { cause: error });
	}
}

/** What is asked for and not given yet; answers how much that was. */
async function fillIn(form: Locator, given: Given, kind: Kind): Promise<number> {
	const way = form.locator('details.way').nth({ known: 0, card: 1, new: 2 }[kind]);
	if ((await way.count()) > 0 && (await way.getAttribute('open')) === null)
		await way.locator('summary').click();
	let fields = 0;
	for (const [name, value] of Object.entries(given)) {
		const field = form.locator(`[name=${name}]:visible`);
		if (value === '' || (await field.count()) === 0 || (await field.inputValue()) !== '') continue;
		await field.fill(value);
		fields += 1;
	}
	const choices = form.locator(':is(input[type=radio], [name=agreed]):visible');
	const names = await choices.evaluateAll((all) =>
		all.map((one) => (one as unknown as { name: string }).name)
	);
	for (const name of new Set(names)) {
		if ((await form.locator(`input[name="${name}"]:checked`).count()) > 0) continue;
		await form.locator(`input[name="${name}"]`).first().check();
		fields += 1;
	}
	return fields;
}
