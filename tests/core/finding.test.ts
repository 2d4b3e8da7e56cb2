import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp, type App } from '#core/app.ts';
import type { SearchedKind } from '#core/search/model.ts';
import { stemsOf, telling } from '#core/kernel/words/stems.ts';
import type { Result } from '#core/search/queries/results.ts';
import type { Storage } from '#storage/storage.ts';
import { putDemoWords } from '../support/demo-words.ts';
import { openDatabase } from '../support/storage.ts';

let storage: Storage;
let app: App;
const visitor = { kind: 'visitor' } as const;
const job = { kind: 'system', job: 'test' } as const;
const stopping = new AbortController().signal;

beforeAll(async () => {
	storage = await openDatabase(() => Date.parse('2026-11-24T10:00:00Z'));
	await putDemoWords(storage);
	app = await createApp(storage, {
		secure: false,
		demo: false,
		mail: false,
		holidaysAreWorkingDays: true
	});
	await app.search.fill(job, { stopping });
});
afterAll(() => storage.close());

/** In other forms than they stand in, with other apostrophes or none, without Polish marks, mistyped. */
const questions: [q: string, in_: SearchedKind, expected: string][] = [
	['шкільні автобуси', 'consultation', 'c05'],
	['зупинок автобусів', 'consultation', 'c05'],
	['у Шумʼячі', 'consultation', 'c05'],
	['Шумяч', 'consultation', 'c05'],
	['у бібліотеці', 'consultation', 'c14'],
	['ремонту бібліотек', 'consultation', 'c14'],
	['БІБЛІОТЕКИ ОРЯВИ', 'consultation', 'c14'],
	['бибилотека', 'consultation', 'c14'],
	['місцевий податок', 'consultation', 'c06'],
	['ставка податку', 'consultation', 'c06'],
	['назву вулиці', 'consultation', 'c04'],
	['перейменування вулицями', 'consultation', 'c04'],
	['сортувати сміття', 'consultation', 'c09'],
	['графіка смітя', 'consultation', 'c09'],
	['ринку біля вокзалів', 'consultation', 'c11'],
	['нафтові промисли', 'consultation', 'c12'],
	['парки Борислава', 'consultation', 'c12'],
	['амбулаторій у горі', 'consultation', 'c13'],
	['фельдшерський пункт', 'consultation', 'c13'],
	['година роботи центру', 'consultation', 'c10'],
	['довідники послуг', 'consultation', 'c10'],
	['екологічна оцінка', 'consultation', 'c02'],
	['стратегію розвитку', 'consultation', 'c02'],
	["здоров'ям людини ґрунти", 'consultation', 'c02'],
	['містобудівного моніторингу', 'consultation', 'c03'],
	['генеральних планів', 'consultation', 'c03'],
	['у Жидачеві', 'consultation', 'c01'],
	['Жидачив', 'consultation', 'c01'],
	['статутом громади', 'consultation', 'c01'],
	['UA-DEM-2026-007', 'consultation', 'c07'],
	["Куп'янський район", 'contribution', 'c01/2'],
	['купянського', 'contribution', 'c01/2'],
	['вулики', 'contribution', 'c02/2'],
	['третього підʼїзду', 'contribution', 'c09/1'],
	['шиномонтажу', 'contribution', 'c03/5'],
	['діабетом', 'contribution', 'c13/1'],
	['цегельню', 'document', 'c04'],
	['качалка', 'document', 'c12'],
	['трансформаторної підстанції', 'answer', 'c09'],
	['аптека', 'answer', 'c09'],
	['podatki lokalne', 'consultation', 'c06'],
	['przystanków autobusowych', 'consultation', 'c05'],
	['organizacja pozarządowa', 'consultation', 'c07'],
	['plan ogolny Lubaczowa', 'consultation', 'c08'],
	['w Lubaczowie', 'consultation', 'c08'],
	['w bibliotece', 'consultation', 'c14'],
	['bibloteka', 'consultation', 'c14'],
	['smieci', 'consultation', 'c09'],
	['Zydaczow', 'consultation', 'c01'],
	['dotacja', 'document', 'c07'],
	['rowery do technikum', 'contribution', 'c08/3'],
	['koła gospodyń', 'contribution', 'c07/6'],
	['local tax', 'consultation', 'c06'],
	['waste collected', 'consultation', 'c09'],
	['naming a street', 'consultation', 'c04'],
	['school buses', 'consultation', 'c05'],
	['rural clinic', 'consultation', 'c13'],
	['libary', 'consultation', 'c14'],
	['oil fields', 'consultation', 'c12'],
	['opening hour of centres', 'consultation', 'c10']
];

const keyOf = (result: Result): string =>
	result.kind === 'contribution' ? result.contribution.id : result.consultation.id;

test('of sixty questions in three languages, at least 57 find among their first five what was meant', async () => {
	expect(questions).toHaveLength(60);
	const missed: string[] = [];
	for (const [q, kind, expected] of questions) {
		const { items } = await app.search.page(visitor, { q, kind, lang: 'uk', limit: 5 });
		const found = items.map(keyOf);
		if (!found.includes(expected))
			missed.push(`${q}: ${expected}, not ${found.join(' ') || 'nothing'}`);
	}
	if (missed.length > 0) console.log(`missed:\n${missed.join('\n')}`);
	expect(missed.length).toBeLessThanOrEqual(3);
});

test('the words that were found are marked, in whatever form they stand', async () => {
	const filter = { q: 'автобус', kind: 'consultation', lang: 'uk', limit: 5 } as const;
	const [first] = (await app.search.page(visitor, filter)).items;
	const { title } = first as Extract<Result, { kind: 'consultation' }>;
	expect(title.pieces.filter(({ found }) => found).map(({ text }) => text)).toEqual([
		'автобуса',
		'автобуса'
	]);
	expect(title.pieces.map(({ text }) => text).join('')).toMatch(/^Зупинки автобуса і розклад/);
});

test('what was looked for in the place of a mistyped word is told', async () => {
	const filter = { kind: 'consultation', lang: 'uk', limit: 5 } as const;
	const { near } = await app.search.page(visitor, { ...filter, q: 'бібліотина' });
	expect(near).toEqual([
		{ word: 'бібліотина', instead: expect.stringMatching(/^бібліот/) as string }
	]);
	expect((await app.search.page(visitor, { ...filter, q: 'бібліотека' })).near).toEqual([]);
});

test('where all words together stand nowhere, those that are found alone are told', async () => {
	const filter = { kind: 'consultation', lang: 'uk', limit: 5 } as const;
	const { items, alone } = await app.search.page(visitor, { ...filter, q: 'космодром зі сміттям' });
	expect(items).toEqual([]);
	expect(alone).toEqual(['сміттям']);
	const polish = { ...filter, lang: 'pl', q: 'kosmodrom, śmieci!' } as const;
	expect((await app.search.page(visitor, polish)).alone).toEqual(['śmieci']);
	// Nor does a filter lead to nothing.
	const narrowed = { ...filter, q: 'космодром зі сміттям', topic: 'culture' } as const;
	expect((await app.search.page(visitor, narrowed)).alone).toEqual([]);
	expect((await app.search.page(visitor, { ...filter, q: 'сміття' })).alone).toEqual([]);
});

test('each filter says how much another choice would leave, and each kind how much it has', async () => {
	const filter = { q: 'громада', kind: 'consultation', lang: 'uk', topic: 'planning' } as const;
	const { facets, counts, items } = await app.search.page(visitor, filter);
	expect(facets!.all).toBe(items.length);
	expect(facets!.topic.planning).toBe(items.length);
	expect(Object.keys(facets!.topic).length).toBeGreaterThan(3);
	for (const kind of ['document', 'contribution', 'answer'] as const) {
		const found = await app.search.page(visitor, { ...filter, kind, limit: 100 });
		expect(counts[kind]).toBe(found.items.length);
		for (const { consultation } of found.items) expect(consultation.topic).toBe('planning');
	}
});

test('pages of contributions follow one another without gap or repeat', async () => {
	const seen: string[] = [];
	let cursor: string | undefined;
	do {
		const filter = { q: 'прошу', kind: 'contribution', lang: 'uk', limit: 7, cursor } as const;
		const { items, next } = await app.search.page(visitor, filter);
		seen.push(...items.map(keyOf));
		cursor = next ?? undefined;
	} while (cursor);
	expect(new Set(seen).size).toBe(seen.length);
	expect(seen.length).toBeGreaterThan(20);
});

describe('the forms of a word have one stem', () => {
	test.each([
		'школа школи школу школою шкіл школах',
		'дорога дороги дорозі доріг дорогами',
		'місто міста місті містом міст',
		'зупинка зупинки зупинці зупинок',
		'податок податку податки податків податковий',
		'вулиця вулиці вулицю вулиць',
		'Жидачів Жидачева Жидачеві Жидачівська',
		'Дрогобич Дрогобичі Дрогобицька',
		'Кам’янка Кам’янці Кам’янку',
		'людина люди людей людям',
		'голосування голосуванню голосувати',
		'droga drogi drodze dróg',
		'miasto miasta mieście miast',
		'przystanek przystanki przystanków',
		'Lubaczów Lubaczowie lubaczowski',
		'library libraries',
		'collection collected collecting'
	])('%s', (forms) => {
		const stems = forms.split(' ').map((form) => telling(form).flatMap(stemsOf));
		expect(stems[0]!.some((stem) => stems.every((others) => others.includes(stem)))).toBe(true);
	});
	test.each([
		['вулик', 'вулиця'],
		['школа', 'шкала'],
		['park', 'parlament']
	])('%s and %s have not', (one, other) => {
		expect(stemsOf(one)[0]).not.toBe(stemsOf(other)[0]);
	});
});

const suggested = (words: string) => app.areas.suggest(visitor, { words, limit: 5 });

test.each([
	['its beginning', 'жидач', 'Жидачівська громада'],
	['its name in Polish', 'Żydaczów', 'Жидачівська громада'],
	['no Polish marks', 'zydaczow', 'Жидачівська громада'],
	['a wrong letter', 'Жидачив', 'Жидачівська громада'],
	['a letter of a Russian keyboard', 'Дрогобыч', 'Дрогобич'],
	['an English name, nearly', 'Zhidachiv', 'Жидачівська громада'],
	['a case of it', 'у Жидачеві', 'Жидачівська громада'],
	['no apostrophe', 'камянка бузька', 'Кам’янка-Бузька громада'],
	['any apostrophe', 'Кам´янка-Буз', 'Кам’янка-Бузька громада'],
	['a Polish gmina', 'Любачев', 'Місто Любачів'],
	['two letters changed round', 'Сабмір', 'Самбірська громада'],
	['a village', 'Шумяч', 'Шум’яч']
])('a place is known by %s', async (_, words, name) => {
	expect((await suggested(words)).map((area) => area.name.uk)).toContain(name);
});

test('a village comes with the hromada and the raion in which it lies', async () => {
	const [one] = await suggested('Шум’яч');
	expect(one).toMatchObject({
		kind: 'settlement',
		slug: null,
		hromada: { slug: 'turka', name: { uk: 'Турківська громада' } },
		raion: { uk: 'Самбірський район' }
	});
});

test.each(['', '!', 'xq', 'щщщщщщщщщ'])('nothing is made of “%s”', async (words) => {
	expect(await suggested(words)).toEqual([]);
});
