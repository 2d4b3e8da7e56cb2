import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Filter } from '#core/consultations/queries/list.ts';
import { completeDraft, createWorld, type World } from '../support/world.ts';

let world: World;
const visitor = { kind: 'visitor' } as const;
const titles = [
	'Кам’янка: школа й дитячий садок',
	'Кам’яний міст через річку',
	'Школа в Турці, ремонт даху',
	'Łańcut i Turka: droga rowerowa'
];
const numbers: string[] = [];

beforeAll(async () => {
	world = await createWorld();
	for (const title of titles) {
		const { number } = await world.announced({ title: { ...completeDraft.title, uk: title } });
		numbers.push(number);
		world.moveTo(new Date(world.now() + 1000).toISOString());
	}
});
afterAll(() => world.storage.close());

/** Which of the titles are found, in their order. */
async function found(q: string, filter: Filter = {}) {
	const { items } = await world.app.consultations.list(visitor, { q, ...filter });
	return items.map(({ number }) => numbers.indexOf(number));
}

test.each([
	['a whole word', 'школа', [2, 0]],
	['its beginning', 'шко', [2, 0]],
	['capitals', 'ШКОЛА', [2, 0]],
	['any apostrophe', "кам'янка", [0]],
	['every word', 'турці школа', [2]],
	['no accents', 'lancut', [3]],
	['a word of the summary', 'ініціативу', [3, 2, 1, 0]],
	['nothing else', 'школа садок міст', []],
	['a part from the middle', 'кола', []]
])('%s is found, the latest announced first', async (_, q, expected) => {
	expect(await found(q)).toEqual(expected);
});

test('a consultation is found by its number, and by the beginning of it', async () => {
	expect(await found(numbers[1]!)).toEqual([1]);
	expect(await found(numbers[2]!.toLowerCase())).toEqual([2]);
	expect((await found('UA-ZHD-2026')).length).toBe(4);
});

test.each(['"', '*', 'школа OR міст', 'NEAR(школа міст)', 'школа:*', '-школа', "' & !", '(школа'])(
	'%s is no language of the search, only words',
	async (q) => {
		expect(await found(q)).toBeInstanceOf(Array);
	}
);

test('pages follow one another without gap or repeat, and filters hold', async () => {
	const seen: number[] = [];
	let cursor: string | undefined;
	do {
		const filter: Filter = { q: 'UA-ZHD', limit: 1, cursor };
		const { items, next } = await world.app.consultations.list(visitor, filter);
		seen.push(...items.map(({ number }) => numbers.indexOf(number)));
		cursor = next ?? undefined;
	} while (cursor);
	expect(seen).toEqual([3, 2, 1, 0]);
	expect(await found('школа', { phase: 'announced' })).toEqual([2, 0]);
	expect(await found('школа', { phase: 'open' })).toEqual([]);
	expect(await found('школа', { areaId: 'stryi' })).toEqual([2, 0]);
	expect(await found('школа', { areaId: 'sambir' })).toEqual([]);
	expect(await found('школа', { authority: 'zhydachiv-rada' })).toEqual([2, 0]);
	expect(await found('школа', { authority: 'turka-rada' })).toEqual([]);
});

test('an area lists its own in the order of their closing, also after one has moved', async () => {
	const { app, official } = world;
	const list = async () => {
		const { items } = await app.consultations.list(visitor, { areaId: 'stryi' });
		return items.map(({ number }) => numbers.indexOf(number));
	};
	expect((await list()).toSorted()).toEqual([0, 1, 2, 3]);
	await app.consultations.extend(official, {
		number: numbers[1]!,
		closesOn: '2027-01-20',
		reason: 'Багато хто просить часу, щоб прочитати проєкт уважно.'
	});
	expect((await list()).at(-1)).toBe(1);
	const { items } = await app.consultations.list(visitor, { phase: 'announced', areaId: 'stryi' });
	expect(numbers.indexOf(items.at(-1)!.number)).toBe(1);
});

test('all of them begin with the open, then come those to come, then those that are over, each once from page to page', async () => {
	const { app, moveTo, announced } = world;
	moveTo('2027-01-05T09:00:00+02:00');
	const { number } = await announced({
		...completeDraft,
		opensOn: '2027-01-20',
		closesOn: '2027-02-20',
		title: { ...completeDraft.title, uk: 'Бібліотека на колесах' }
	});
	numbers.push(number);
	const all = [1, 4, 3, 2, 0];
	expect(await found('«»')).toEqual(all);
	for (const areaId of [undefined, 'stryi']) {
		const seen: number[] = [];
		let cursor: string | undefined;
		do {
			const { items, next } = await app.consultations.list(visitor, { limit: 1, cursor, areaId });
			seen.push(...items.map((one) => numbers.indexOf(one.number)));
			cursor = next ?? undefined;
		} while (cursor);
		expect(seen).toEqual(all);
	}
});
