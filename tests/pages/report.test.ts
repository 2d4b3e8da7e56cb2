import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { readCsv } from '../support/csv.ts';
import { startDemo, type Demo } from '../support/server.ts';

const visitor = { kind: 'visitor' } as const;
const tiers = ['verified', 'declared', 'organisation'] as const;
const reported = ['UA-BRD-2026-001', 'UA-RDK-2026-001', 'PL-LBC-2026-001'];
let demo: Demo;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
	page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
});
afterAll(() => demo.stop());

const get = async (path: string) => {
	const answer = await fetch(demo.origin + path);
	return { answer, text: await answer.text() };
};

/** The cells of the table under a caption. */
async function tableOf(caption: string): Promise<Record<string, string[]>> {
	const rows = page.locator('table', { has: page.locator('caption', { hasText: caption }) });
	const texts = await rows.first().locator('tbody tr').allInnerTexts();
	return Object.fromEntries(
		texts.map((text) => {
			const [head = '', ...cells] = text.split('\t').map((cell) => cell.trim());
			return [head, cells.filter((cell) => cell !== '')];
		})
	);
}

const countBy = <Row>(rows: readonly Row[], nameOf: (row: Row) => string) => {
	const counts: Record<string, number> = {};
	for (const row of rows) counts[nameOf(row)] = (counts[nameOf(row)] ?? 0) + 1;
	return counts;
};

describe.each(reported)('the report of %s', (number) => {
	const path = `/en/consultations/${number}/report`;

	test('says in figures what whoever counts the published table finds', async () => {
		await page.goto(demo.origin + path);
		const all = readCsv((await get(`${path}.csv`)).text);
		const standing = all.filter(({ state }) => state !== 'withdrawn');
		const people = (rows: typeof all) => String(new Set(rows.map(({ voice }) => voice)).size);

		const labels = ['Verified residents', 'Self-declared residents', 'Organisations'];
		const byTier = Object.fromEntries(
			tiers.map((tier, place) => {
				const rows = standing.filter((row) => row.tier === tier);
				return [labels[place]!, [people(rows), String(rows.length)]];
			})
		);
		expect(await tableOf('People and texts, counted separately')).toEqual(byTier);

		const kinds = countBy(standing, ({ kind }) => kind!);
		expect(await tableOf('Texts by kind')).toEqual({
			Opinion: [String(kinds.opinion ?? 0)],
			Proposal: [String(kinds.proposal ?? 0)],
			Remark: [String(kinds.remark ?? 0)],
			Question: [String(kinds.question ?? 0)]
		});

		const channels = countBy(standing, ({ channel }) => channel!);
		const shown = Object.values(await tableOf('Texts by channel')).flat();
		expect(shown.sort()).toEqual(Object.values(channels).map(String).sort());

		const places = await tableOf('By settlement');
		for (const [settlement, cells] of Object.entries(places))
			for (const [place, tier] of tiers.entries()) {
				const rows = standing.filter((row) => row.settlement === settlement && row.tier === tier);
				const counted = rows.length === 0 ? '–' : `${people(rows)} / ${rows.length}`;
				expect(cells[place], `${settlement}, ${tier}`).toBe(counted);
			}

		const answers = countBy(
			standing.filter(({ answer }) => answer !== ''),
			({ answer }) => answer!
		);
		const byAnswer = await tableOf('Answers in numbers');
		expect(byAnswer.Accepted).toEqual([String(answers.accepted ?? 0)]);
		expect(byAnswer['Partly accepted']).toEqual([String(answers.partly_accepted ?? 0)]);
		expect(byAnswer['Not accepted']).toEqual([String(answers.not_accepted ?? 0)]);
		expect(standing.filter(({ kind }) => kind === 'proposal').every(({ answer }) => answer)).toBe(
			true
		);
	});

	test('lists each answer once, with all the numbers that it answers', async () => {
		await page.goto(demo.origin + path);
		const { answers } = await demo.app.reports.page(visitor, { number });
		const listed = page.locator('.reported > li');
		expect(await listed.count()).toBe(answers.length);
		for (const [place, { answered, reasons }] of answers.entries()) {
			const words = (await listed.nth(place).textContent()) ?? '';
			for (const { seq } of answered) expect(words).toContain(`No.\u00a0${seq}`);
			expect(words).toContain(reasons);
		}
	});

	test('comes as CSV and JSON, marked as demo and with its licence', async () => {
		const csv = await get(`${path}.csv`);
		expect(csv.answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
		expect(csv.answer.headers.get('content-disposition')).toBe(
			`attachment; filename="${number}.csv"`
		);
		const rows = readCsv(csv.text);
		expect(rows[0]).toMatchObject({ licence: 'CC BY 4.0', note: 'Demo' });
		const json = await get(`${path}.json`);
		expect(json.answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
		const body = JSON.parse(json.text) as {
			note: string;
			licence: { name: string };
			contributions: { number: string; text: string }[];
		};
		expect(body).toMatchObject({ note: 'Demo', licence: { name: 'CC BY 4.0' } });
		expect(body.contributions.map((one) => one.number)).toEqual(rows.map((one) => one.number));
	});
});

test('before a report is published its addresses say so in plain words', async () => {
	const path = '/en/consultations/UA-ZHD-2026-001/report';
	for (const end of ['', '.csv', '.json']) {
		const { answer, text } = await get(path + end);
		expect(answer.status).toBe(404);
		expect(text).toContain('as soon as the authority publishes it');
	}
	expect((await get('/consultations/UA-XXX-2026-001/report.csv')).answer.status).toBe(404);
});

test('words that a centre hides, also after the report, are nowhere any more', async () => {
	const number = 'UA-BRD-2026-001';
	const { items } = await demo.app.contributions.list(visitor, { number, sort: 'old' });
	const one = items.find(
		({ kind, text, replies }) => kind === 'proposal' && text && replies === 0
	)!;
	const base = `/consultations/${number}`;
	const addresses = [
		base,
		`${base}?sort=old`,
		`${base}/contributions/${one.seq}`,
		`${base}/report`,
		`${base}/report.csv`,
		`${base}/report.json`,
		`/api/v1${base}/contributions`,
		`/api/v1${base}/report/contributions`,
		`${base}/feed.atom`,
		'/feed.atom'
	];
	const said = 8;
	// A sentence that is nobody else's.
	const words = one
		.text!.split(/[.?!\n]/)
		.find((part) => /^[^"&<>]{30,}$/.test(part))!
		.trim();
	const first = await Promise.all(addresses.map(get));
	expect(first.slice(0, said).map(({ text }) => text.includes(words))).not.toContain(false);

	const consultant = await demo.actorOf('consultant.brody');
	await demo.app.moderation.decide(consultant, {
		id: one.id,
		version: one.version,
		action: 'hidden',
		ground: 'M4_privacy',
		reason: 'У тексті є дані людини, яка на це не погоджувалася.'
	});
	for (const [place, address] of addresses.entries()) {
		const etag = first[place]!.answer.headers.get('etag') ?? '';
		const again = await fetch(demo.origin + address, { headers: { 'if-none-match': etag } });
		const text = await again.text();
		expect(text.includes(words), address).toBe(false);
		if (place < said) expect(again.status, address).toBe(200);
	}
	const rows = readCsv((await get(`${base}/report.csv`)).text);
	expect(rows.find((row) => row.number === one.number)).toMatchObject({
		state: 'hidden',
		text: ''
	});
});
