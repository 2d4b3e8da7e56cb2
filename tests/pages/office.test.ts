import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { inTurn, tellsAll } from '../support/ways.ts';

const day = 86_400_000;
const number = 'UA-ZHD-2026-001';
const reasons = 'Це не належить до статуту; передано до відділу, який веде розклад.';
let now = Date.now();
let demo: Demo;
let browser: Browser;
/** Of the office, in English. */
let base: string;
/** A proposal of a resident, and its page. */
let own: { id: string; seq: number };

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(() => now), openBrowser()]);
	base = `${demo.origin}/en/office/consultations/${number}`;
	const resident = await demo.signedIn('resident.zhydachiv');
	const { body } = await resident('POST', `/consultations/${number}/contributions`, {
		kind: 'proposal',
		text: 'Пропоную лавку під каштаном біля центру.',
		display: 'name'
	});
	const written = body as { id: string; number: string };
	own = { id: written.id, seq: Number(written.number.split('/')[1]) };
});
afterAll(() => demo.stop());

const read = async (page: Page) => (await page.textContent('main'))!.replace(/\s+/g, ' ');

async function phase() {
	const { body } = await demo.visitor('GET', `/consultations/${number}`);
	return (body as { phase: string }).phase;
}

test.each(tellsAll ? [true, false] : [true])(
	'an official answers two proposals at once, each with its own status (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const faults = javaScriptEnabled ? faultsOf : async () => [];
		const viewport = { width: 320, height: 800 };
		const { page, close } = await pageFor(browser, demo, 'official.zhydachiv', {
			viewport,
			javaScriptEnabled
		});
		await page.goto(`${demo.origin}/en/office`);
		expect(await faults(page)).toEqual([]);
		await page.click('main h3 a');
		await expect.poll(() => page.url()).toBe(base);
		expect(await faults(page)).toEqual([]);
		const boxes = page.locator('main input[name=c]');
		const before = await boxes.count();
		for (const place of [0, 1]) await boxes.nth(place).check();
		await page.click('main .buttons.sticky button');
		await expect.poll(() => page.url()).toMatch(/\/answer\?c=\d+&c=\d+$/);
		expect(await faults(page)).toEqual([]);

		await page.selectOption('#answered-0-status', 'accepted');
		await page.selectOption('#answered-1-status', 'partly_accepted');
		await page.fill('#reasons', 'Too short to say why.');
		await page.click('main .buttons button');
		expect(await page.title()).toMatch(/^Error/);
		expect(await page.textContent('.errors')).toContain('at least 40');
		expect(await page.inputValue('#reasons')).toBe('Too short to say why.');
		expect(await page.inputValue('#answered-1-status')).toBe('partly_accepted');
		expect(await faults(page)).toEqual([]);
		await page.fill('#reasons', 'The first goes into the text as it is, of the second one half.');
		await page.click('main .buttons button');
		await expect.poll(() => page.url()).toContain('given=2');
		expect(await page.textContent('.notice.good')).toContain('Answered: 2 texts');
		expect(await page.locator('main input[name=c]').count()).toBe(before - 2);

		await page.goto(`${base}?state=answered`);
		expect(await faults(page)).toEqual([]);
		expect(await page.textContent('.answer.good')).toContain('The first goes into the text');
		expect(await page.textContent('.answer.partly')).toContain('The first goes into the text');
		await close();
	}
);

test('reasons given before are taken over with one press, and what was chosen stays', async () => {
	const { page, close } = await pageFor(browser, demo, 'official.zhydachiv', {
		javaScriptEnabled: false
	});
	await page.goto(base);
	await page.locator('main .choose > a').first().click();
	await page.selectOption('#answered-0-status', 'not_accepted');
	await page.locator('#templates button').first().click();
	expect(await page.inputValue('#reasons')).toContain('The first goes into the text');
	expect(await page.inputValue('#answered-0-status')).toBe('not_accepted');
	await page.fill('#reasons', reasons);
	await page.click('main .buttons button');
	await expect.poll(() => page.url()).toContain('given=1');
	await close();
});

test('a term is extended, and the old last day stays in sight, struck through', async () => {
	const { page, close } = await pageFor(browser, demo, 'official.zhydachiv');
	await page.goto(`${base}/dates`);
	expect(await faultsOf(page)).toEqual([]);
	const old = (await page.locator('.answers dd').nth(1).textContent())!.trim();
	await page.click('main h3 a');
	await page.fill('#closesOn', new Date(now + day).toISOString().slice(0, 10));
	await page.fill('#reason', 'Many people were away, so everybody gets one more week to write.');
	await page.click('main .buttons button');
	expect(await page.textContent('.errors')).toContain('not later than the current last day');
	const watcher = await pageFor(browser, demo, null);
	await watcher.page.goto(`${demo.origin}/en/consultations/${number}`);
	await watcher.page.waitForSelector('#live .state:not(.off)');
	await page.fill('#closesOn', new Date(now + 40 * day).toISOString().slice(0, 10));
	await page.click('main .buttons button');
	await expect.poll(() => page.url()).toContain('done=extend');
	await watcher.page.waitForSelector('#standing :is(s, del)');
	expect(await watcher.page.textContent('#course')).toContain('Many people were away');
	await watcher.close();
	expect(await page.textContent('.answers del')).toContain(old);
	expect(await read(page)).toContain('Many people were away');
	expect(await faultsOf(page)).toEqual([]);
	await close();
});

test('a coordinator of the host centre may stop and resume, and finds nothing else', async () => {
	const { page, close } = await pageFor(browser, demo, 'coordinator.zhydachiv');
	await page.goto(`${base}/dates`);
	expect(await page.locator('main h3 a').allTextContents()).toEqual(['Suspend the consultation']);
	for (const path of ['', '/report', '/decision', '/dates/cancel', '/answer?c=1'])
		expect((await page.goto(base + path))?.status(), path).toBe(403);
	await page.goto(`${base}/dates/suspend`);
	await page.fill(
		'#reason',
		'The centre has had no electricity for two days; nobody can take part.'
	);
	await page.click('main .buttons button');
	await expect.poll(() => page.url()).toContain('done=suspend');
	const official = await pageFor(browser, demo, 'official.zhydachiv');
	await official.page.goto(`${base}/dates`);
	expect(await read(official.page)).toContain('Only the one that suspended it');
	await page.click('main h3 a');
	await page.fill('#reason', 'The electricity is back; the centre is open again as before.');
	await page.click('main .buttons button');
	await expect.poll(() => page.url()).toContain('done=resume');
	await official.close();
	await close();
});

test('a report with a pending proposal cannot be published from the page; once answered it can, and then the decision is recorded', async () => {
	now += 60 * day;
	const { page, close } = await pageFor(browser, demo, 'official.zhydachiv');
	await page.goto(`${base}/report`);
	expect(await faultsOf(page)).toEqual([]);
	expect(await page.textContent('.notice.bad')).toMatch(/\d+ proposals? ha(s|ve) no answer yet/);
	const write = async () => {
		for (const name of ['whoTookPart', 'whatWeHeard', 'whatChanges', 'whoIsMissing'])
			await page.fill(`[name="prose.${name}"]`, `What the report says of it: ${name}.`);
		await page.fill('#signedBy', 'Ivan Levytskyi, head of the council');
	};
	await write();
	expect(await page.locator('button[value=publish]').count()).toBe(0);
	await page.click('main form button');
	await expect.poll(() => page.url()).toContain('done=saved');
	await page.goto(`${base}/report/publish`);
	expect(await faultsOf(page)).toEqual([]);
	expect(await page.locator('main form').count()).toBe(0);
	// As somebody would who makes the form themselves.
	await page.setContent(
		`<form method="post" action="${base}/report/publish"><input name="version" value="1"><button>go</button></form>`
	);
	await page.click('button');
	expect(await read(page)).toContain('The report was not published');
	expect(await phase()).toBe('analysis');

	await page.goto(base);
	for (const box of await page.locator('main input[name=c]').all()) await box.check();
	await page.click('main .buttons.sticky button');
	await page.selectOption('#status', 'out_of_scope');
	await page.fill('#reasons', reasons);
	await page.click('main .buttons button');
	expect(await read(page)).toContain('All proposals are answered');

	await page.goto(`${base}/report`);
	const other = await pageFor(browser, demo, 'official.zhydachiv');
	await other.page.goto(`${base}/report`);
	await other.page.fill('#prose-lesson', 'Announce it on market day as well.');
	await other.page.click('main form button');
	await other.close();
	await page.fill('#prose-lesson', 'Ask in the villages, not only in the town.');
	await page.click('main form button');
	const both = await read(page);
	expect(both).toContain('Announce it on market day as well.');
	expect(await page.inputValue('#prose-lesson')).toBe('Ask in the villages, not only in the town.');
	expect(await faultsOf(page)).toEqual([]);
	await page.click('button[value=publish]');
	await expect.poll(() => page.url()).toBe(`${base}/report/publish`);
	expect(await read(page)).toContain('Ask in the villages');
	expect(await faultsOf(page)).toEqual([]);
	await page.click('main form button');
	await expect.poll(() => page.url()).toContain('done=published');
	expect(await phase()).toBe('reported');
	expect(await faultsOf(page)).toEqual([]);

	await page.click('main details summary >> text=Show the fields');
	await page.fill('[name="prose.whatWeHeard"]', 'People want a bench, and they want it soon.');
	await page.fill('#reason', 'A sentence was missing in the first version.');
	await page.click('text=Publish the correction');
	expect(await read(page)).toContain('Version 2');
	expect(await read(page)).toContain('What the report says of it: whatWeHeard.');

	await page.goto(`${base}/decision`);
	expect(await faultsOf(page)).toEqual([]);
	await page.fill('#decisionNumber', '12/34');
	await page.fill('#decidedOn', new Date(now - day).toISOString().slice(0, 10));
	await page.fill('#title', 'On the statute of the hromada');
	await page.fill('#document', 'rada.example.org');
	await page.click('text=Add another change');
	expect(await page.inputValue('#title')).toBe('On the statute of the hromada');
	await page.selectOption('#changes-2-paragraphId', { index: 1 });
	await page.fill('#changes-2-before', 'twenty signatures');
	await page.fill('#changes-2-after', 'fifteen signatures');
	await page.fill('#changes-2-because', '1, 5');
	await page.click('text=Check before recording');
	expect(await page.textContent('.errors')).toContain('Link to the document');
	await page.fill('#document', 'https://rada.example.org/12-34');
	await page.fill('#changes-2-because', '1, 999');
	await page.click('text=Check before recording');
	expect(await page.textContent('.errors')).toContain('Change 3');
	expect(await faultsOf(page)).toEqual([]);
	await page.fill('#changes-2-because', '1, 5');
	await page.click('text=Check before recording');
	expect(await read(page)).toContain('stays for good');
	expect(await faultsOf(page)).toEqual([]);
	await page.click('main form button');
	await expect.poll(() => page.url()).toContain('decision?done');
	expect(await read(page)).toContain('fifteen signatures Because of: No. 1');
	expect(await read(page)).toContain('Decided before the report was published');
	expect(await faultsOf(page)).toEqual([]);
	await close();
});

test('an author says that this is no answer, and the authority adds to it once', async () => {
	const cookie = await demo.cookieOf('resident.zhydachiv');
	const author = await demo.app.sessions.actorOf(cookie.split('=')[1]);
	const text = 'Відповідь говорить про розклад, а я писав про лавку.';
	await demo.app.answers.dispute(author, { contributionId: own.id, text });
	const { page, close } = await pageFor(browser, demo, 'official.zhydachiv');
	await page.goto(`${demo.origin}/en/office`);
	expect(await read(page)).toContain('1 author says the answer misses the point');
	await page.goto(base);
	expect(await read(page)).toContain(text);
	expect(await faultsOf(page)).toEqual([]);
	await page.fill(`#supplement-${own.seq}`, 'Too short');
	await page.click('button:has-text("Add to the answer") >> nth=-1');
	expect(await page.textContent('.errors')).toContain('at least 20');
	expect(await page.inputValue(`#supplement-${own.seq}`)).toBe('Too short');
	expect(await faultsOf(page)).toEqual([]);
	await page.fill(`#supplement-${own.seq}`, 'The bench will stand there by the end of May.');
	await page.click('button:has-text("Add to the answer") >> nth=-1');
	await expect.poll(() => page.url()).toContain('supplemented');
	expect(await read(page)).not.toContain(text);
	await close();
});

test('what is planned, put off and begun is told to everybody, without JavaScript', async () => {
	const withoutScripts = { javaScriptEnabled: false };
	const { page, close } = await pageFor(browser, demo, 'official.zhydachiv', withoutScripts);
	const watcher = await pageFor(browser, demo, null, withoutScripts);
	const office = `${demo.origin}/en/office/plan`;
	await page.goto(office);
	await page.click('main a.button');
	await page.click('main .buttons button');
	expect(await page.title()).toMatch(/^Error/);
	await page.selectOption('#quarter', { index: 1 });
	const [year] = (await page.inputValue('#quarter')).split('-');
	const title = 'Сортування сміття в школах';
	await page.fill('#title-uk', title);
	await page.fill('#why', 'Школи просять окремі контейнери для паперу.');
	await page.click('main .buttons button');
	expect(await page.textContent('.notice.good')).toContain('Saved');
	const told = async () => {
		await watcher.page.goto(`${demo.origin}/en/authorities/zhydachiv-rada?plan=${year}`);
		return (await watcher.page.textContent('.year-plan'))!.replace(/\s+/g, ' ');
	};
	expect(await told()).toMatch(new RegExp(`planned ?${title}.*Added later`));

	const item = `main li:has-text("${title}") a[href*="/office/plan/"]`;
	await page.click(item);
	await page.click('main a[href$="/postpone"]');
	await page.selectOption('#quarter', { index: 1 });
	await page.fill('#reason', 'Договір на вивезення підпишуть пізніше.');
	await page.click('main .buttons button');
	await expect.poll(told).toMatch(new RegExp(`postponed ?${title}.*Reason: Договір`));

	await page.click(item + ' >> nth=0');
	await page.click('main form[action$="begin"] button');
	await expect.poll(() => page.url()).toContain('/office/drafts/');
	expect(await read(page)).toContain(title);
	await watcher.close();
	await close();
});

const inPhases = [
	['uk', 'off-sokal', 'UA-SKL-2026-001', 'report_overdue', 0],
	['pl', 'off-lubaczow', 'PL-LBC-2026-001', 'reported', 1],
	['en', 'off-brody', 'UA-BRD-2026-001', 'decided', 1],
	['uk', 'off-horodok', 'UA-HRD-2026-001', 'cancelled', 0]
] as const;
test.each(inPhases.slice(0, tellsAll ? inPhases.length : 2))(
	'the office is accessible and fits 320 px in %s, for %s: %s is %s',
	async (language, official, one, inPhase, part) => {
		const { name, value } = await demo.app.sessions.start(official, { secondFactorAt: 0 });
		const { page, complaints, close } = await pageFor(browser, demo, null, {
			viewport: { width: 320, height: 800 }
		});
		await page.context().addCookies([{ name, value, url: demo.origin }]);
		const { body } = await demo.visitor('GET', `/consultations/${one}`);
		expect((body as { phase: string }).phase).toBe(inPhase);
		const prefix = `${demo.origin}${language === 'uk' ? '' : `/${language}`}/office`;
		const paths = ['', '?state=all&kind=', '/report', '/report/publish', '/decision', '/dates'];
		const all = [prefix, ...paths.map((path) => `${prefix}/consultations/${one}${path}`)];
		for (const path of inTurn(all, part, 2)) {
			await page.goto(path);
			expect(await faultsOf(page)).toEqual([]);
		}
		expect(complaints).toEqual([]);
		await close();
	}
);
