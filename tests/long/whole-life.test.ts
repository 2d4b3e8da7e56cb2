import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, pageFor } from '../support/browser.ts';
import { fillDraft, polishDraft, ukrainianDraft, type DraftWords } from '../support/draft-form.ts';
import { startDemo, type Demo } from '../support/server.ts';

const day = 86_400_000;
let now = Date.now();
/** Of the last paper form: none is there twice. */
let serial = 40;
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(() => now), openBrowser()]);
});
afterAll(() => demo.stop());

interface Story extends DraftWords {
	/** In which language everybody looks at it. */
	path: '' | '/pl';
	authority: string;
	centre: string;
	/** Where whoever brings a paper form lives, as it is looked for. */
	village: string;
	proposal: string;
	reply: string;
	clarification: string;
	paper: string;
	late: string;
	against: string;
	appeal: string;
	restored: string;
	extension: string;
	reasons: string;
	prose: string;
	dispute: string;
	supplement: string;
	after: string;
	phases: Record<'announced' | 'open' | 'analysis' | 'reported' | 'decided', string>;
	/** What became of the proposal, as its author reads it. */
	outcome: string;
}

const ukrainian: Story = {
	...ukrainianDraft,
	path: '',
	authority: 'zhydachiv-rada',
	centre: 'cip-zhydachiv',
	village: 'Тейсарів',
	proposal: 'Поставте лавку під каштаном, там тінь.',
	reply: 'Підтримую, сама там чекаю щотижня.',
	clarification: 'Каштан росте на землі громади, тож це можливо.',
	paper: 'Прошу лавку зі спинкою, бо болить спина.',
	late: 'Лавку треба й біля аптеки.',
	against: 'Текст ображає двірника, якого названо на ім’я.',
	appeal: 'Я нікого не називав: у тексті є лише каштан і тінь.',
	restored: 'У тексті немає образи: це пропозиція щодо місця.',
	extension: 'Два тижні не було світла, тож даємо всім ще один тиждень.',
	reasons: 'Лавку під каштаном додано до проєкту; решту передано до відділу благоустрою.',
	prose: 'Про це у звіті сказано коротко й зрозуміло.',
	dispute: 'Відповідь не каже, коли лавка там з’явиться.',
	supplement: 'Лавка стоятиме там до кінця травня.',
	after: 'Біля центру й під каштаном ставлять чотири лавки зі спинками.',
	phases: {
		announced: 'оголошено',
		open: 'триває',
		analysis: 'опрацювання пропозицій',
		reported: 'звіт оприлюднено',
		decided: 'рішення ухвалено'
	},
	outcome: 'враховано'
};

const polish: Story = {
	...polishDraft,
	path: '/pl',
	authority: 'gmina-lubycza-krolewska',
	centre: 'cip-zhovkva',
	village: 'Lubycza',
	proposal: 'Postawcie ławkę pod kasztanem, tam jest cień.',
	reply: 'Popieram, sama tam czekam co tydzień.',
	clarification: 'Kasztan rośnie na gruncie gminy, więc to możliwe.',
	paper: 'Proszę o ławkę z oparciem, bo bolą mnie plecy.',
	late: 'Ławka jest potrzebna także przy aptece.',
	against: 'Tekst obraża dozorcę, którego nazwano po imieniu.',
	appeal: 'Nikogo nie nazwałam: w tekście jest tylko kasztan i cień.',
	restored: 'W tekście nie ma obrazy: to propozycja miejsca na ławkę.',
	extension: 'Przez dwa tygodnie nie było prądu, więc dajemy wszystkim jeszcze tydzień.',
	reasons: 'Ławkę pod kasztanem dodano do projektu; resztę przekazano do referatu zieleni.',
	prose: 'W sprawozdaniu powiedziano o tym krótko i jasno.',
	dispute: 'Odpowiedź nie mówi, kiedy ławka się tam pojawi.',
	supplement: 'Ławka stanie tam do końca maja.',
	after: 'Przy bibliotece i pod kasztanem ustawia się cztery ławki z oparciem.',
	phases: {
		announced: 'ogłoszone',
		open: 'trwają',
		analysis: 'analiza zgłoszeń',
		reported: 'opublikowano sprawozdanie',
		decided: 'podjęto rozstrzygnięcie'
	},
	outcome: 'uwzględniono'
};

/** Whoever holds a role, also those of the demo whom nobody signs in as. */
async function holderOf(role: string, scopeId: string): Promise<string> {
	const { db, t } = demo.app.storage;
	const rows = await db.select().from(t.roles);
	return rows.find((one) => one.role === role && one.scopeId === scopeId)!.accountId;
}

/** Two residents of the authority's area, seen in person by a centre. */
async function residentsOf(slug: string): Promise<string[]> {
	const { db, t } = demo.app.storage;
	const rows = await db
		.select({ id: t.accounts.id, personId: t.accounts.personId, path: t.areas.path })
		.from(t.accounts)
		.innerJoin(t.areas, eq(t.areas.id, t.accounts.areaId));
	const authority = await demo.app.authorities.page({ kind: 'visitor' }, { slug });
	return rows
		.filter(({ personId, path }) => personId !== null && path.includes(authority.areaId))
		.slice(0, 2)
		.map(({ id }) => id);
}

const on = (at: number) => new Date(at).toISOString().slice(0, 10);
const words = async (page: Page) => (await page.textContent('main'))!.replace(/\s+/g, ' ');

const ways = [
	['in Polish, without JavaScript', polish, false],
	['in Ukrainian, with it', ukrainian, true],
	['in Ukrainian, without', ukrainian, false]
] as const;

test.each(ways)(
	'a consultation lives from draft to decision, and its author finds out what became of the words (%s)',
	async (_, story, javaScriptEnabled) => {
		const began = now;
		const base = demo.origin + story.path;
		const { page, complaints, close } = await pageFor(browser, demo, null, { javaScriptEnabled });
		/** Everybody signs in anew, as one does who comes back after weeks: all at one computer. */
		async function as<Result>(accountId: string | null, act: (page: Page) => Promise<Result>) {
			await page.context().clearCookies();
			if (accountId !== null) {
				const { value } = await demo.app.sessions.start(accountId, { secondFactorAt: 0 });
				const cookie = { name: 'viche_session', value, url: demo.origin };
				await page.context().addCookies([cookie]);
			}
			return act(page);
		}
		const official = await holderOf('official', story.authority);
		const consultant = await holderOf('consultant', story.centre);
		const [author, neighbour] = (await residentsOf(story.authority)) as [string, string];

		const number = await as(official, async (page) => {
			await page.goto(`${base}/office`);
			await page.click('main form button');
			await fillDraft(page, story, now);
			await page.click('main form button');
			expect(await words(page)).toContain(story.phases.announced);
			return page.url().split('/').at(-1)!;
		});
		const address = `${base}/consultations/${number}`;
		const first = `${address}/contributions/1`;
		const office = `${base}/office/consultations/${number}`;

		now = began + 8 * day;
		const receipt = await as(author, async (page) => {
			await page.goto(`${address}/contribute`);
			await page.click('.ways a');
			await page.fill('#text', story.proposal);
			for (let step = 0; step < 2; step++) await page.click('form .buttons button');
			await page.waitForSelector('.done');
			return page.locator('.done dd').allTextContents();
		});
		await as(neighbour, async (page) => {
			await page.goto(first);
			expect(await words(page)).toContain(story.proposal);
			await page.click('button[name=agree]');
			await page.fill('#text', story.reply);
			await page.click('form:has(#text) .buttons button');
			await page.goto(address);
			expect(await words(page)).toContain(story.phases.open);
			await page.check('#polls input[value=b]');
			await page.click('#polls form .buttons button');
		});
		await as(official, async (page) => {
			await page.goto(first);
			await page.fill('#text', story.clarification);
			await page.click('form:has(#text) .buttons button');
			expect(await words(page)).toContain(story.clarification);
		});

		async function enter(page: Page, text: string, receivedOn: string) {
			await page.goto(`${base}/desk/enter/${number}`);
			await page.check('input[name=channel][value=paper]');
			await page.fill('#formSerial', `KV-${++serial}`);
			await page.fill('#receivedOn', receivedOn);
			await page.fill('#text', text);
			await page.fill('#name', 'Hanna Lis');
			await page.fill('#place', story.village);
			await page.locator('main form .buttons').last().locator('button').first().click();
			await page.click('main form button');
			await page.waitForSelector('.done');
		}
		await as(consultant, async (page) => {
			await enter(page, story.paper, on(now - day));
			const { body } = await demo.visitor('GET', `/consultations/${number}/contributions/1`);
			await page.goto(`${base}/desk/${(body as { id: string }).id}`);
			await page.check('input[value=hidden]');
			await page.selectOption('#ground', 'M5_insult');
			await page.fill('#reason', story.against);
			await page.click('form:has(#reason) .buttons button');
			await page.waitForURL(/done=/);
		});
		await as(null, async (page) => {
			await page.goto(address);
			expect(await words(page)).not.toContain(story.proposal);
			expect(await words(page)).toContain(story.paper);
		});

		await as(author, async (page) => {
			await page.goto(`${first}/own`);
			expect(await words(page)).toContain(story.against);
			await page.click('a[href*="/account/decisions/"]');
			await page.fill('#text', story.appeal);
			await page.click('form:has(#text) .buttons button');
			expect(await words(page)).toContain(story.appeal);
		});
		const { db, t } = demo.app.storage;
		const appeals = await db.select().from(t.appeals);
		const appeal = appeals.find(({ text, outcome }) => text === story.appeal && outcome === null)!;
		const centres = new Map((await db.select().from(t.centres)).map((one) => [one.id, one]));
		expect(centres.get(appeal.centreId)!.raionId).not.toBe(centres.get(story.centre)!.raionId);
		await as(await holderOf('coordinator', appeal.centreId), async (page) => {
			await page.goto(`${base}/desk/appeals`);
			await page.click(`main a[href$="/${appeal.id}"]`);
			expect(await words(page)).toContain(story.appeal);
			await page.check('input[value=restored]');
			await page.fill('#reason', story.restored);
			await page.click('form:has(#reason) .buttons button');
		});
		await as(null, async (page) => {
			await page.goto(first);
			for (const text of [story.proposal, story.reply, story.clarification])
				expect(await words(page)).toContain(text);
		});

		const extended = began + 55 * day;
		await as(official, async (page) => {
			await page.goto(`${office}/dates/extend`);
			await page.fill('#closesOn', on(extended));
			await page.fill('#reason', story.extension);
			await page.click('form:has(#reason) .buttons button');
			await page.goto(address);
			expect(await words(page)).toContain(story.extension);
			expect(await page.locator('main s, main del').count()).toBeGreaterThan(0);
		});

		now = began + 58 * day;
		await as(consultant, (page) => enter(page, story.late, on(extended - day)));
		await as(official, async (page) => {
			await page.goto(`${office}/report`);
			expect(await page.locator('button[value=publish]').count()).toBe(0);
			await page.goto(office);
			const boxes = page.locator('main input[name=c]');
			expect(await boxes.count()).toBe(3);
			for (const box of await boxes.all()) await box.check();
			await page.click('main .buttons.sticky button');
			await page.selectOption('#status', 'accepted');
			await page.fill('#reasons', story.reasons);
			await page.click('form:has(#reasons) .buttons button');
			await page.goto(address);
			expect(await words(page)).toContain(story.phases.analysis);
		});

		now = began + 70 * day;
		await as(official, async (page) => {
			await page.goto(`${office}/report`);
			for (const name of ['whoTookPart', 'whatWeHeard', 'whatChanges', 'whoIsMissing'])
				await page.fill(`[name="prose.${name}"]`, story.prose);
			await page.fill('#signedBy', story.responsible.join(', '));
			await page.click('button[value=publish]');
			await page.click('main form button');
			await page.waitForURL(/done=published/);
			await page.goto(address);
			expect(await words(page)).toContain(story.phases.reported);
		});
		await as(author, async (page) => {
			await page.goto(`${first}/own`);
			expect(await words(page)).toContain(story.reasons);
			await page.goto(`${first}/own/dispute`);
			await page.fill('#text', story.dispute);
			await page.click('form:has(#text) .buttons button');
		});
		await as(official, async (page) => {
			await page.goto(office);
			await page.fill('#supplement-1', story.supplement);
			await page.click('form:has(#supplement-1) button');
			await page.goto(`${office}/decision`);
			await page.fill('#decisionNumber', '12/34');
			await page.fill('#decidedOn', on(now));
			await page.fill('#title', story.documentTitle);
			await page.fill('#document', 'https://rada.example.org/12-34');
			await page.selectOption('#changes-0-paragraphId', { index: 1 });
			await page.fill('#changes-0-before', story.documentText.split('\n')[0]!);
			await page.fill('#changes-0-after', story.after);
			await page.fill('#changes-0-because', '1');
			await page.locator('main form .buttons').last().locator('button').first().click();
			await page.click('main form button');
			await page.waitForURL(/done/);
		});

		await as(null, async (page) => {
			await page.goto(address);
			expect(await words(page)).toContain(story.phases.decided);
			expect(await words(page)).toContain(story.after);
			await page.goto(`${address}/report`);
			for (const text of [story.prose, story.reasons, story.after])
				expect(await words(page)).toContain(text);
			await page.goto(`${base}/check`);
			await page.fill('#number', receipt[0]!);
			await page.fill('#code', receipt[1]!);
			await page.click('form:has(#code) button');
			const told = [story.outcome, story.reasons, story.supplement, story.restored, story.after];
			for (const text of told) expect(await words(page)).toContain(text);
		});
		expect(complaints).toEqual([]);
		await close();
	}
);
