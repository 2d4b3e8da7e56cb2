import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tables } from '#storage/schema.ts';
import { query, type Reading } from '#storage/storage.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
	world = await createWorld();
	const { number } = await world.open();
	await world.write(world.olena, number);
	const { id } = await world.write(world.stepan, number);
	await world.app.answers.give(world.official, {
		answered: [{ contributionId: id, status: 'accepted' }],
		reasons: 'Лавку поставимо навесні.'
	});
});
afterAll(() => world.storage.close());

/** Values of every kind: absent, JSON, yes or no, counted; and parts of an object of which some are not there. */
const select = (db: Reading, t: Tables) =>
	db
		.select({
			seq: t.contributions.seq,
			publicText: t.contributions.publicText,
			answered: t.contributions.answered,
			place: t.areas.name,
			length: sql<number>`length(${t.contributions.text})`,
			answer: { reasons: t.answers.reasons, paragraphIds: t.answers.paragraphIds },
			given: { id: t.answeredContributions.contributionId, reasons: t.answers.reasons }
		})
		.from(t.contributions)
		.innerJoin(t.areas, eq(t.areas.id, t.contributions.areaId))
		.leftJoin(
			t.answeredContributions,
			eq(t.answeredContributions.contributionId, t.contributions.id)
		)
		.leftJoin(t.answers, eq(t.answers.id, t.answeredContributions.answerId))
		.orderBy(t.contributions.seq);

test('a prepared query gives exactly what the same query gives when it is built', async () => {
	const { storage } = world;
	const prepared = await storage.run(query<Record<string, never>>()('every_kind', select), {});
	const built = await select(storage.db, storage.t);
	expect(prepared).toStrictEqual(built);
	expect(JSON.stringify(prepared)).toBe(JSON.stringify(built));
	expect(prepared[0]).toMatchObject({ answered: false, publicText: null, answer: null });
	expect(prepared[1]).toMatchObject({ answered: true, answer: { paragraphIds: [] } });
	expect(prepared[0]!.place.uk).toBe('Тейсарів');
});
