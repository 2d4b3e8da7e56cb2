import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const open = '/consultations/UA-ZHD-2026-001';
const steps = ['subject', 'change', 'reasons', 'options', 'document', 'polls', 'rules', 'people'];
/** Pages that are not there, or not yet. */
const missing = ['/nowhere', '/consultations/UA-SKL-2026-001/report'];
let demo: Demo;
let browser: Browser;
/** Every type of page, by who sees it. */
let pages: Record<string, string[]>;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
	const resident = await demo.signedIn('resident.zhydachiv');
	const path = `${open}/contributions`;
	const text = { kind: 'proposal', text: 'Додайте лавку під каштаном.', display: 'name' };
	const written = (await resident('POST', path, text)).body as { id: string; number: string };
	const own = `${path}/${Number(written.number.split('/')[1])}`;
	const appeal = await appealedWords();
	const { polls } = (await demo.visitor('GET', open)).body as { polls: { id: string }[] };
	const thread = await demo.app.contributions.thread(
		{ kind: 'visitor' },
		{ number: 'UA-ZHD-2026-001', seq: 1 }
	);
	const official = await demo.signedIn('official.zhydachiv');
	const draft = await official('POST', '/consultations', { authority: 'zhydachiv-rada' });
	const { id } = draft.body as { id: string };
	pages = {
		'': [
			'/',
			'/consultations',
			'/consultations?q=zzz',
			open,
			`${open}/form`,
			`${open}?kind=remark&sort=old`,
			'/consultations/UA-TUR-2026-001',
			'/consultations/UA-BOR-2026-001',
			'/consultations/PL-LUB-2026-001',
			'/consultations/UA-MRZ-2026-001',
			'/consultations/UA-HRD-2026-001',
			'/consultations/UA-SKL-2026-001',
			'/consultations/UA-BRD-2026-001',
			'/consultations/UA-BRD-2026-001/report',
			'/consultations/PL-LBC-2026-001/report',
			`${open}?channel=paper&organisations=yes&sort=unanswered`,
			`${path}/1`,
			`${path}/1?flag=`,
			`${path}/5`,
			'/consultations/UA-BRD-2026-001/contributions/2',
			'/consultations/UA-SKL-2026-001/contributions/16',
			'/check',
			'/authorities/zhydachiv-rada',
			'/authorities/brody-rada',
			'/authorities/sokal-rada',
			'/centres',
			'/centres/cip-zhydachiv',
			'/moderation',
			'/privacy',
			'/sign-in',
			'/register',
			...missing
		],
		'resident.zhydachiv': [
			'/account',
			'/account/notices',
			`/account/decisions/${appeal.decisionId}`,
			`${appeal.own}/own`,
			`${open}/contribute`,
			`${open}/contribute?paragraph=p7`,
			`${path}/1`,
			`${path}/1?reply=${thread[0]!.id}`,
			`${path}/1?flag=${thread[0]!.id}`,
			own,
			`${own}/sent`,
			`${own}/own`,
			`${own}/own/correct`,
			`${own}/own/withdraw`,
			`${own}/own/dispute`,
			...polls.map(({ id }) => `${open}/polls/${id}`)
		],
		'official.zhydachiv': [
			'/office',
			`/office/drafts/${id}`,
			...steps.flatMap((step) => [`/office/drafts/${id}/${step}?check`]),
			...['', '/answer', '/answer?c=1&c=5', '/report', '/report/publish', '/decision'].map(
				(page) => `/office${open}${page}`
			),
			...['', '/extend', '/suspend', '/resume', '/cancel'].map(
				(act) => `/office${open}/dates${act}`
			)
		],
		'resident.brody': ['/consultations/UA-BRD-2026-001/contributions/1/own'],
		'consultant.zhydachiv': [
			'/desk',
			`/desk/${written.id}`,
			'/desk/appeals',
			'/desk/enter',
			`/desk/enter/${open.split('/').at(-1)}`
		],
		[appeal.coordinator]: ['/desk/appeals', `/desk/appeals/${appeal.id}`]
	};
});

/** Words that a centre hid, whose author appealed: the decision, the appeal and who has to decide it. */
async function appealedWords() {
	const resident = await demo.signedIn('resident.zhydachiv');
	const consultant = await demo.signedIn('consultant.zhydachiv');
	const text = { kind: 'opinion', text: 'Слова, про які вирішує центр.', display: 'name' };
	const { body: written } = await resident('POST', `${open}/contributions`, text);
	const { id: contributionId, number } = written as { id: string; number: string };
	const { body: decision } = await consultant('POST', '/moderation/decisions', {
		contributionId,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Текст рекламує крамницю і ні про що не просить.'
	});
	const decisionId = (decision as { id: string }).id;
	const against = { text: 'Це не реклама, а пропозиція про лавку біля крамниці.' };
	const { body } = await resident('POST', `/moderation/decisions/${decisionId}/appeals`, against);
	const { id } = body as { id: string };
	const own = `${open}/contributions/${Number(number.split('/')[1])}`;
	for (const { login } of demo.accounts.filter((one) => one.login.startsWith('coordinator.'))) {
		const coordinator = await demo.signedIn(login);
		const { items } = (await coordinator('GET', '/moderation/appeals')).body as {
			items: { id: string }[];
		};
		if (items.some((one) => one.id === id)) return { id, decisionId, own, coordinator: login };
	}
	throw new Error('No coordinator has the appeal.');
}
afterAll(async () => {
	await browser.close();
	await demo.stop();
});

test.each(['', '/pl', '/en'])(
	'every page%s is accessible in light and dark, fits 320 px and complains of nothing',
	async (language) => {
		const viewport = { width: 320, height: 800 };
		for (const [who, paths] of Object.entries(pages)) {
			const { page, complaints, close } = await pageFor(browser, demo, who || null, { viewport });
			for (const path of paths) {
				await page.goto(demo.origin + language + path);
				expect(await faultsOf(page)).toEqual([]);
			}
			// A missing page is told to the console by the browser itself.
			expect(complaints.filter((one) => !missing.some((path) => one.includes(path)))).toEqual([]);
			await close();
		}
	},
	180_000
);

test('the first view of every page weighs at most 60 kB, scripts 40 kB, and asks no other host', async () => {
	for (const [who, paths] of Object.entries(pages)) {
		const { page, close } = await pageFor(browser, demo, who || null);
		const client = await page.context().newCDPSession(page);
		await client.send('Network.enable');
		await client.send('Network.setCacheDisabled', { cacheDisabled: true });
		const scripts = new Set<string>();
		let weight = { all: 0, scripts: 0 };
		const foreign: string[] = [];
		client.on('Network.requestWillBeSent', ({ request: { url } }) => {
			if (!url.startsWith(`${demo.origin}/`) && !url.startsWith('data:')) foreign.push(url);
		});
		client.on('Network.responseReceived', ({ requestId, type }) => {
			if (type === 'Script') scripts.add(requestId);
		});
		client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
			weight.all += encodedDataLength;
			if (scripts.has(requestId)) weight.scripts += encodedDataLength;
		});
		for (const path of paths) {
			weight = { all: 0, scripts: 0 };
			await page.goto(demo.origin + path);
			expect(weight.all, path).toBeGreaterThan(5000);
			expect(weight.all, path).toBeLessThanOrEqual(60_000);
			expect(weight.scripts, path).toBeLessThanOrEqual(40_000);
		}
		expect(foreign).toEqual([]);
		await close();
	}
});
