import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hromada } from '../support/places.ts';
import { report } from '../support/reports.ts';
import { createWorld, day, type World } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
let world: World;

beforeAll(async () => {
	world = await createWorld();
	await world.storage.write({ kind: 'system', job: 'test' }, async ({ db, t }) => {
		for (const [id, parentId, path, name] of [
			['kamianka', hromada, [hromada, 'stryi', 'oblast'], "Кам'янка"],
			['nove-1', hromada, [hromada, 'stryi', 'oblast'], 'Нове Село'],
			['nove-2', 'turka-hromada', ['turka-hromada', 'sambir', 'oblast'], 'Нове Село']
		] as const)
			await db.insert(t.areas).values({
				id,
				parentId,
				path: [id, ...path],
				kind: 'settlement',
				name: { uk: name, pl: name, en: name },
				folded: name.toLowerCase(),
				rank: 100
			});
		const gmina = { uk: 'Ґміна Любича', pl: 'gmina Lubycza', en: 'Lubycza Commune' };
		const folded = Object.values(gmina).join(' ').toLowerCase();
		const around = { parentId: null, path: ['lubycza'], slug: 'lubycza', rank: 101 };
		await db
			.insert(t.areas)
			.values({ id: 'lubycza', kind: 'gmina', name: gmina, folded, ...around });
	});
});
afterAll(() => world.storage.close());

describe('a hromada', () => {
	const named = async (q: string) =>
		(await world.app.areas.hromadasNamed(visitor, { q })).map(({ hromada, settlement, exact }) =>
			[hromada.slug, settlement?.uk ?? '', exact && '!'].filter(Boolean).join(' ')
		);

	test.each([
		['тейсарів', ['zhydachiv Тейсарів !']],
		['  с. ТЕЙСАРІВ ', ['zhydachiv Тейсарів !']],
		['Тейс', ['zhydachiv Тейсарів']],
		['Жидачівська', ['zhydachiv']],
		['жидачівська громада', ['zhydachiv !']],
		['Кам’янка', ["zhydachiv Кам'янка !"]],
		['село Камʼянка', ["zhydachiv Кам'янка !"]],
		['Нове Село', ['zhydachiv Нове Село !', 'turka Нове Село !']],
		['Нове село, Турківська', ['turka Нове Село !']],
		['Нове Село, самбірський район', ['turka Нове Село !']],
		// The town before the hromada of which its name is only a part.
		['Турка', ['turka Турка !']],
		['', []],
		['%', []],
		['Атлантида', []]
	])('is found by any name in it: %s', async (q, expected) => {
		expect((await named(q)).sort()).toEqual([...expected].sort());
	});

	test('is that of the account, where none is chosen; and none where neither is', async () => {
		const { app, olena, elsewhere } = world;
		const of = async (actor: Parameters<typeof app.areas.hromada>[0], slug: string | null) =>
			(await app.areas.hromada(actor, { slug }))?.slug ?? null;
		expect(await of(olena, null)).toBe('zhydachiv');
		expect(await of(elsewhere, null)).toBe('turka');
		expect(await of(olena, 'turka')).toBe('turka');
		expect(await of(visitor, 'turka')).toBe('turka');
		expect(await of(visitor, null)).toBeNull();
		expect(await of(visitor, 'atlantis')).toBeNull();
		const [first] = await app.areas.hromadas(visitor, undefined);
		expect(first!.within.map(({ id }) => id)).toEqual(['stryi', 'oblast']);
	});

	test('is helped by the centre that serves it, else by the nearest one', async () => {
		const { app } = world;
		const served = await app.centres.for(visitor, { areaId: hromada, at: null });
		expect(served).toMatchObject({ centre: { slug: 'cip-zhydachiv' }, serves: true });
		// It opens on Tuesdays.
		expect(new Date(served!.changesAt!).toISOString()).toBe('2026-11-24T16:00:00.000Z');
		const near = await app.centres.for(visitor, { areaId: 'nove-1', at: { lat: 49, lon: 24 } });
		expect(near).toMatchObject({ serves: false });
		expect(await app.centres.for(visitor, { areaId: 'nove-1', at: null })).toBeNull();
	});
});

describe('the front page of a hromada', () => {
	let own = '';
	let ofRaion = '';
	let ofNeighbour = '';
	let late = '';
	let prompt = '';

	beforeAll(async () => {
		({ number: prompt } = await world.announced());
		({ number: late } = await world.open());
		await world.write(world.olena, late);
		world.moveTo('2026-12-30T10:00:00Z');
		await report(world, prompt);
		({ number: own } = await world.announced({ opensOn: '2027-01-10', closesOn: '2027-03-10' }));
		({ number: ofRaion } = await world.announced({
			opensOn: '2027-01-10',
			closesOn: '2027-03-09'
		}));
		({ number: ofNeighbour } = await world.announced({
			opensOn: '2027-01-10',
			closesOn: '2027-03-11'
		}));
		await moveTo(ofRaion, ['stryi', 'oblast']);
		await moveTo(ofNeighbour, ['turka-hromada', 'sambir', 'oblast']);
		world.moveTo('2027-02-20T10:00:00Z');
	});

	/** As if another authority had asked there. */
	const moveTo = (number: string, areaIds: readonly string[]) =>
		world.storage.write({ kind: 'system', job: 'test' }, async ({ db, t }) => {
			const [one] = await db
				.select()
				.from(t.consultations)
				.where(eq(t.consultations.number, number));
			const { id: consultationId, closesAt } = one!;
			await db
				.delete(t.consultationAreas)
				.where(eq(t.consultationAreas.consultationId, consultationId));
			await db
				.insert(t.consultationAreas)
				.values(areaIds.map((areaId) => ({ areaId, consultationId, closesAt: closesAt! })));
		});

	const shown = async () => {
		const areaIds = [hromada, 'stryi', 'oblast'];
		const { concerning, ...others } = await world.app.consultations.frontOf(visitor, { areaIds });
		const numbers = (all: { number: string }[]) => all.map(({ number }) => number);
		return { open: concerning.map(({ open }) => numbers(open)), late: numbers(others.late) };
	};

	test('tells what concerns it, and of larger areas only what concerns them as a whole', async () => {
		expect(await shown()).toEqual({ open: [[own], [ofRaion], []], late: [late] });
		const numbers = (await world.app.consultations.front(visitor, undefined)).open.map(
			({ number }) => number
		);
		expect(numbers).toEqual([ofRaion, own, ofNeighbour]);
	});

	test('counts what lies within an area once', async () => {
		const counts = await world.app.consultations.countsByArea(visitor, undefined);
		expect(Object.fromEntries(counts)).toEqual({
			[hromada]: { open: 1, late: 1, answered: 1 },
			'turka-hromada': { open: 1, late: 0, answered: 0 },
			stryi: { open: 2, late: 1, answered: 1 },
			sambir: { open: 1, late: 0, answered: 0 },
			oblast: { open: 3, late: 1, answered: 1 }
		});
	});

	test('shows a late report among those that were late for ever after it came, and what was answered in it', async () => {
		const { app } = world;
		expect((await app.consultations.late(visitor, undefined)).map(({ number }) => number)).toEqual([
			late
		]);
		await report(world, late);
		expect((await shown()).late).toEqual([]);
		world.moveTo(new Date(world.now() + 300 * day).toISOString());
		const { items, next } = await app.consultations.wereLate(visitor, { limit: 1 });
		expect([items.map(({ number }) => number), next]).toEqual([[late], null]);
		const [{ id, reportedAt, closesAt }] = items as [(typeof items)[0]];
		const from = async (at: number | null) =>
			(await app.consultations.wereLate(visitor, { cursor: `${at}.${closesAt}.${id}` })).items
				.length;
		expect([await from(reportedAt), await from(reportedAt! + 1)]).toEqual([0, 1]);
		const answered = (areaId?: string) =>
			app.reports.lately(visitor, areaId === undefined ? { limit: 3 } : { areaId, limit: 3 });
		expect(await answered(hromada)).toMatchObject([
			{ number: late, answers: { accepted: 1 } },
			{ number: prompt, answers: { accepted: 0 } }
		]);
		expect(await answered('turka-hromada')).toEqual([]);
		world.moveTo(new Date(world.now() + 100 * day).toISOString());
		expect(await answered()).toEqual([]);
		expect((await app.consultations.wereLate(visitor, {})).items).toHaveLength(1);
	});
});

describe('a place where somebody lives', () => {
	type Asked = Omit<Parameters<typeof world.app.areas.residence>[1], 'words'>;
	const residence = async (words: string, asked: Asked = {}) => {
		const { place, places } = await world.app.areas.residence(visitor, { words, ...asked });
		return place?.id ?? places.map(({ id }) => id).sort();
	};

	test.each([
		['тейсарів', 'teisariv'],
		['  с. ТЕЙСАРІВ ', 'teisariv'],
		['Камʼянка', 'kamianka'],
		['Нове село, Турківська', 'nove-2'],
		['Lubycza', 'lubycza'],
		['gmina Lubycza', 'lubycza'],
		['любича', 'lubycza']
	])('is told by its name alone: %s', async (words, expected) => {
		expect(await residence(words)).toBe(expected);
	});

	test.each([
		['Тейс', ['teisariv']],
		['Тайсарів', ['teisariv']],
		['Нове Село', ['nove-1', 'nove-2']],
		['Атлантида', []],
		['%', []],
		['', []]
	])(
		'is chosen among those that it may be, where the name does not tell: %s',
		async (words, expected) => {
			expect(await residence(words)).toEqual(expected);
		}
	);

	test('is that of its name in the hromada which the device remembers', async () => {
		expect(await residence('Нове Село', { hromada: 'turka' })).toBe('nove-2');
		expect(await residence('Нове Село', { hromada: 'drohobych' })).toEqual(['nove-1', 'nove-2']);
	});

	test('is told by a part of its name where it is shown before it counts, never by a mistaken one', async () => {
		const part = true;
		expect(await residence('Тейс', { part })).toBe('teisariv');
		expect(await residence('Нове', { part })).toEqual(['nove-1', 'nove-2']);
		expect(await residence('Тайсарів', { part })).toEqual(['teisariv']);
	});
});
