import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarOf } from '../../src/web/lib/feeds/calendar.ts';
import { csvOf } from '../../src/web/lib/feeds/csv.ts';
import { openBrowser } from '../support/browser.ts';
import { readCsv } from '../support/csv.ts';
import { startDemo, type Demo } from '../support/server.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

interface Feed {
	broken: boolean;
	lang: string;
	entries: { id: string; title: string; updated: string; href: string }[];
}

/** A feed as the browser's own parser of XML reads it. */
async function read(path: string): Promise<Feed> {
	const answer = await fetch(demo.origin + path);
	expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
	const page = await browser.newPage();
	const feed = await page.evaluate<Feed>(`(() => {
		const xml = new DOMParser().parseFromString(${JSON.stringify(await answer.text())}, 'text/xml');
		const of = (entry, name) => entry.querySelector(name)?.textContent ?? '';
		return {
			broken: xml.querySelector('parsererror') !== null,
			lang: xml.documentElement.getAttribute('xml:lang'),
			entries: [...xml.querySelectorAll('entry')].map((entry) => ({
				id: of(entry, 'id'),
				title: of(entry, 'title'),
				updated: of(entry, 'updated'),
				href: entry.querySelector('link').getAttribute('href')
			}))
		};
	})()`);
	await page.close();
	return feed;
}

test('feeds of all, of an authority and of one consultation can be read, in each language', async () => {
	const all = await read('/feed.atom');
	expect(all).toMatchObject({ broken: false, lang: 'uk' });
	expect(new Set(all.entries.map(({ id }) => id)).size).toBe(all.entries.length);
	const times = all.entries.map(({ updated }) => updated);
	expect(times).toEqual(times.toSorted().reverse());

	const one = await read('/pl/consultations/PL-LBC-2026-001/feed.atom');
	expect(one).toMatchObject({ broken: false, lang: 'pl' });
	expect(one.entries.map(({ title }) => title.split(':')[0])).toContain(
		'Opublikowano sprawozdanie'
	);
	expect(one.entries.every(({ href }) => href.includes('/pl/consultations/PL-LBC-2026-001'))).toBe(
		true
	);

	const ofAuthority = await read('/en/feed.atom?authority=zhydachiv-rada');
	expect(ofAuthority.entries.length).toBeGreaterThan(0);
	expect(ofAuthority.entries.every(({ href }) => href.includes('UA-ZHD'))).toBe(true);
	expect((await read('/feed.atom?area=nowhere')).entries).toEqual([]);
});

test('a feed that did not change is not sent again, and pages name theirs', async () => {
	const first = await fetch(`${demo.origin}/feed.atom`);
	const etag = first.headers.get('etag')!;
	const again = await fetch(`${demo.origin}/feed.atom`, { headers: { 'if-none-match': etag } });
	expect(again.status).toBe(304);
	const html = await (await fetch(`${demo.origin}/en/consultations/UA-ZHD-2026-001`)).text();
	expect(html).toContain('type="application/atom+xml"');
	expect(html).toContain('href="/en/consultations/UA-ZHD-2026-001/feed.atom"');
});

/** Properties of each event, unfolded. */
function eventsOf(ics: string): Record<string, string>[] {
	expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
	const lines = ics.replaceAll('\r\n ', '').split('\r\n');
	const events: Record<string, string>[] = [];
	for (const line of lines) {
		if (line === 'BEGIN:VEVENT') events.push({});
		const [, name = '', value = ''] = /^([A-Z-]+)[^:]*:(.*)$/.exec(line) ?? [];
		if (events.length > 0) events.at(-1)![name] = value;
	}
	return events;
}

test('the dates of a consultation come as a calendar, also when it was extended or cancelled', async () => {
	const get = async (number: string) =>
		(await fetch(`${demo.origin}/consultations/${number}/dates.ics`)).text();
	const plain = eventsOf(await get('UA-ZHD-2026-001'));
	expect(plain.map(({ UID }) => UID!.split('@')[0])).toEqual([
		'UA-ZHD-2026-001-opens',
		'UA-ZHD-2026-001-closes',
		'UA-ZHD-2026-001-report'
	]);
	expect(plain.every(({ STATUS }) => STATUS === 'CONFIRMED')).toBe(true);
	const extended = eventsOf(await get('UA-MRZ-2026-001'));
	expect(Number(extended[0]!.SEQUENCE)).toBeGreaterThan(0);
	const cancelled = eventsOf(await get('UA-HRD-2026-001'));
	expect(cancelled.every(({ STATUS }) => STATUS === 'CANCELLED')).toBe(true);
	expect(await get('UA-HRD-2026-001')).toBe(await get('UA-HRD-2026-001'));
});

test('a calendar escapes what its format would take for its own', () => {
	const title =
		'Парк; ставок, міст\\стежка\nі довга назва, яка не вміщається в один рядок календаря';
	const day = { uid: 'a@b', on: '2026-12-31', title, description: '', url: 'https://example.org' };
	const ics = calendarOf('x', 'uk', [{ ...day, sequence: 0, at: 0, status: 'CONFIRMED' }]);
	expect(eventsOf(ics)[0]).toMatchObject({
		SUMMARY:
			'Парк\\; ставок\\, міст\\\\стежка\\nі довга назва\\, яка не вміщається в один рядок календаря',
		DTSTART: '20261231',
		DTEND: '20270101'
	});
});

test('words that a spreadsheet would run do it no harm, and come back as written', () => {
	const words = [
		'=1+1',
		'+380',
		'-5',
		'@SUM(A1)',
		'\t=1',
		' =1',
		'так, «ні»',
		'a "b"\nc',
		'просто'
	];
	const text = csvOf([['words'], ...words.map((one) => [one])]);
	expect(text.startsWith('\ufeffwords\r\n')).toBe(true);
	const read = readCsv(text).map((row) => row.words);
	expect(read.every((one) => !/^\s*[=+\-@]/.test(one!))).toBe(true);
	expect(read.map((one) => one!.replace(/^'/, ''))).toEqual(words);
});

test('a date that was moved stays readable, struck through, beside the new one', async () => {
	const page = await browser.newPage();
	await page.goto(`${demo.origin}/en/consultations/UA-MRZ-2026-001`);
	const { course } = await demo.app.consultations.page(
		{ kind: 'visitor' },
		{ number: 'UA-MRZ-2026-001' }
	);
	const change = course.find((one) => one.step === 'changed' && one.kind === 'extended')!;
	expect(change).toMatchObject({ step: 'changed' });
	expect(await page.textContent('.moved s .hidden-words')).toBe('before:');
	const [before, after] = [
		await page.textContent('.moved s'),
		await page.textContent('.moved strong')
	];
	expect(before).not.toContain(after);
	expect(await page.textContent('.moved')).toContain((change as { reason: string }).reason);
	expect(await page.textContent('.deadline')).toContain(after);
	await page.close();
});
