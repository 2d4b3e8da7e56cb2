import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const open = '/consultations/UA-ZHD-2026-001';
const steps = ['subject', 'change', 'reasons', 'options', 'document', 'polls', 'rules', 'people'];
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
	const { polls } = (await demo.visitor('GET', open)).body as { polls: { id: string }[] };
	const official = await demo.signedIn('official.zhydachiv');
	const draft = await official('POST', '/consultations', { authority: 'zhydachiv-rada' });
	const { id } = draft.body as { id: string };
	pages = {
		'': [
			'/',
			'/consultations',
			'/consultations?q=zzz',
			open,
			`${open}?kind=remark&sort=old`,
			'/consultations/UA-TUR-2026-001',
			'/consultations/UA-BOR-2026-001',
			'/consultations/PL-LUB-2026-001',
			`${path}/5`,
			'/authorities/zhydachiv-rada',
			'/centres',
			'/centres/cip-zhydachiv',
			'/moderation',
			'/privacy',
			'/sign-in',
			'/register',
			'/nowhere'
		],
		'resident.zhydachiv': [
			'/account',
			`${open}/contribute`,
			`${open}/contribute?paragraph=p7`,
			own,
			`${own}/sent`,
			...polls.map(({ id }) => `${open}/polls/${id}`)
		],
		'official.zhydachiv': [
			'/office',
			`/office/drafts/${id}`,
			...steps.flatMap((step) => [`/office/drafts/${id}/${step}?check`])
		],
		'consultant.zhydachiv': ['/desk', `/desk/${written.id}`]
	};
});
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
			expect(complaints.filter((one) => !one.includes('/nowhere'))).toEqual([]);
			await close();
		}
	}
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
