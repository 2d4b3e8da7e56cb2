import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarOf } from '../../src/web/lib/feeds/calendar.ts';
import { csvOf } from '../../src/web/lib/feeds/csv.ts';
import { openBrowser, pageFor } from '../support/browser.ts';
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
	title: string;
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
			title: of(xml, 'title'),
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
	expect((await read('/feed.atom?area=nowhere')).entries).toEqual([]);
	const own = await read('/en/authorities/zhydachiv-rada/feed.atom');
	expect(own.entries).toEqual(ofAuthority.entries);
	const [planned, announced] = ['/en/authorities/zhydachiv-rada', '/en/consultations/UA-ZHD'];
	expect(own.entries.filter(({ href }) => href.includes(`${planned}?plan=`))).not.toEqual([]);
	expect(own.entries.filter(({ href }) => href.includes(announced))).not.toEqual([]);
	expect((await fetch(`${demo.origin}/authorities/nowhere/feed.atom`)).status).toBe(404);
});

test('the feed of a hromada tells of its own and of what concerns its whole raion, not of its neighbours', async () => {
	const numbers = ({ entries }: Feed) =>
		new Set(entries.flatMap(({ href }) => /UA-[A-Z]{3}-\d{4}-\d{3}/.exec(href) ?? []));
	/** Of whom plans are told. */
	const planners = ({ entries }: Feed) =>
		new Set(entries.flatMap(({ href }) => /authorities\/([\w-]+)\?plan/.exec(href)?.[1] ?? []));
	const ofHromada = await read('/pl/feed.atom?area=zhydachiv');
	expect(ofHromada.title).toBe('Viche: konsultacje w hromadzie Żydaczów');
	expect(numbers(ofHromada)).toEqual(new Set(['UA-ZHD-2026-001', 'UA-MRZ-2026-001']));
	expect(planners(ofHromada)).toContain('zhydachiv-rada');
	expect(planners(await read('/pl/feed.atom?area=boryslav'))).not.toContain('zhydachiv-rada');
	const byCode = await read('/pl/feed.atom?area=UA46100050000053848');
	expect(byCode.entries).toEqual(ofHromada.entries);
	expect(numbers(await read('/pl/feed.atom?area=boryslav'))).toEqual(new Set(['UA-BOR-2026-001']));
	const ofRaion = numbers(await read('/pl/feed.atom?area=stryi-raion'));
	expect(ofRaion).toContain('UA-MRZ-2026-001');
	expect(ofRaion).toContain('UA-ZHD-2026-001');
});

test('a feed that did not change is not sent again, and pages name theirs', async () => {
	const first = await fetch(`${demo.origin}/feed.atom`);
	const etag = first.headers.get('etag')!;
	const again = await fetch(`${demo.origin}/feed.atom`, { headers: { 'if-none-match': etag } });
	expect(again.status).toBe(304);
	const html = await (await fetch(`${demo.origin}/en/consultations/UA-ZHD-2026-001`)).text();
	expect(html).toContain('type="application/atom+xml"');
	expect(html).toContain('href="/en/consultations/UA-ZHD-2026-001/feed.atom"');
	expect(html).toContain('type="text/calendar" href="/en/consultations/UA-ZHD-2026-001/dates.ics"');
});

/** Properties of each event, unfolded. */
function eventsOf(ics: string): Record<string, string>[] {
	expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
	const lines = ics.replaceAll('\r\n ', '').split('\r\n');
	const events: Record<string, string>[] = [];
	for (const line of lines) {
		if (line === 'BEGIN:VEVENT') events.push({});
		if (line === '' || line.startsWith('END:')) continue;
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

test('the calendars of a place and of an authority hold the same days, each under its own name', async () => {
	const get = async (path: string) => {
		const answer = await fetch(demo.origin + path);
		expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
		return answer.text();
	};
	const one = eventsOf(await get('/consultations/UA-ZHD-2026-001/dates.ics'));
	const ofPlace = await get('/dates.ics?area=zhydachiv');
	expect(ofPlace.replaceAll('\r\n ', '')).toContain(
		'\r\nNAME:Віче: обговорення у Жидачівській громаді'
	);
	const days = eventsOf(ofPlace);
	expect(days).toEqual(expect.arrayContaining(one));
	expect(new Set(days.map(({ UID }) => UID)).size).toBe(days.length);
	expect(days.every(({ BEGIN }) => BEGIN !== 'VALARM')).toBe(true);
	const polish = eventsOf(await get('/pl/authorities/zhydachiv-rada/dates.ics'));
	expect(polish.map(({ UID }) => UID)).toEqual(expect.arrayContaining(one.map(({ UID }) => UID)));
	expect(polish.some(({ SUMMARY }) => SUMMARY!.startsWith('Ostatni dzień'))).toBe(true);
	// What is only planned has no day yet, and says so; calendars of places have nothing but days that are set.
	const isPlanned = ({ UID }: Record<string, string>) => UID!.includes('-planned@');
	const planned = polish.filter(isPlanned);
	expect(planned.some(({ STATUS }) => STATUS === 'TENTATIVE')).toBe(true);
	for (const { SUMMARY, DESCRIPTION } of planned) {
		expect(SUMMARY).toMatch(/^W planie\\, [IV]+ kwartał \d{4} r\./);
		expect(DESCRIPTION).toContain('Dzień nie jest jeszcze ustalony');
	}
	expect(days.filter(isPlanned)).toEqual([]);
	expect((await fetch(`${demo.origin}/authorities/nowhere/dates.ics`)).status).toBe(404);
});

test('whoever has no account is told how to follow a place, with addresses that work', async () => {
	const { page, close } = await pageFor(browser, demo, null, { javaScriptEnabled: false });
	await page.goto(`${demo.origin}/follow`);
	await page.selectOption('#area', 'zhydachiv');
	await page.click('main form button');
	expect(await page.textContent('main')).toContain('Обговорення у Жидачівській громаді');
	for (const id of ['#calendar', '#feed']) {
		const address = await page.inputValue(id);
		expect(address).toContain('area=zhydachiv');
		expect((await fetch(address)).status).toBe(200);
	}
	expect(await page.getAttribute('a[href^="webcal:"]', 'href')).toBe(
		(await page.inputValue('#calendar')).replace('http:', 'webcal:')
	);
	await close();
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
	// A day that is near needs no year.
	expect(await page.textContent('.deadline')).toContain(after!.replace(/ \d{4}$/, ''));
	await page.close();
});
