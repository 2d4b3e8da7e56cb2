import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refusal } from '#core/kernel/errors.ts';
import { pollById } from '#core/polls/queries/poll.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let pollId: string;
let number: string;
const visitor = { kind: 'visitor' } as const;
const job = { kind: 'system', job: 'test' } as const;

beforeEach(async () => {
	world = await createWorld();
	const page = await world.open();
	[pollId, number] = [page.polls[0]!.id, page.number];
	await world.app.polls.cast(world.olena, { pollId, choice: { option: 'a' } });
	await world.app.polls.cast(world.stepan, { pollId, choice: { option: 'b' } });
});
afterEach(() => world.storage.close());

const resultsOf = async () => {
	const { results } = await world.app.polls.byId(visitor, { id: pollId });
	return results?.options.map(({ id, verified, declared }) => [id, verified, declared]);
};
const whole = [
	['a', 0, 1],
	['b', 1, 0],
	['c', 0, 0]
];
/** Behind the back of the application: only what counts anew can notice. */
const spoil = () =>
	world.storage.write(job, ({ db, t }) => db.update(t.ballots).set({ choice: ['c'] }));

test('the ballots of a closed poll are counted for the first who looks, and not again', async () => {
	world.moveTo('2026-12-23T10:00:00Z');
	const looks = await Promise.all([resultsOf(), resultsOf(), resultsOf()]);
	expect(looks).toEqual([whole, whole, whole]);
	const { db, t } = world.storage;
	expect((await db.select().from(t.pollResults)).map((row) => row.pollId)).toContain(pollId);
	await spoil();
	expect(await resultsOf()).toEqual(whole);
	const page = await world.app.consultations.page(visitor, { number });
	expect(page.polls[0]!.results!.options[0]).toMatchObject({ verified: 0, declared: 1 });
});

test('nothing is counted while it is open', async () => {
	expect(await resultsOf()).toBeUndefined();
	const { db, t } = world.storage;
	expect(await db.$count(t.pollResults)).toBe(0);
});

test('with other dates, or other participants, they are counted anew', async () => {
	const { app, storage } = world;
	world.moveTo('2026-12-23T10:00:00Z');
	expect(await resultsOf()).toEqual(whole);
	await spoil();
	await storage.write(job, ({ db, t }) =>
		db.update(t.polls).set({ verified: 2 }).where(eq(t.polls.id, pollId))
	);
	expect((await resultsOf())!.at(-1)).toEqual(['c', 1, 1]);
	const day = 86_400_000;
	const moveClosing = (days: number) =>
		storage.write(job, ({ db, t }) =>
			db.update(t.consultations).set({ closesAt: world.now() + days * day })
		);
	await moveClosing(5);
	expect(await resultsOf()).toBeUndefined();
	await app.polls.cast(world.olena, { pollId, choice: { option: 'b' } });
	world.moveTo(new Date(world.now() + 6 * day).toISOString());
	expect((await resultsOf())!.slice(1)).toEqual([
		['b', 0, 1],
		['c', 1, 0]
	]);
});

test('without room to keep them they are shown all the same', async () => {
	world.moveTo('2026-12-23T10:00:00Z');
	const full = { ...world.storage, write: () => Promise.reject(new Refusal('storage_full')) };
	const { results } = await pollById(full, visitor, { id: pollId });
	expect(results!.options.map(({ id, verified, declared }) => [id, verified, declared])).toEqual(
		whole
	);
	const { db, t } = world.storage;
	expect(await db.$count(t.pollResults)).toBe(0);
});

test('more ballots than are counted at once are all counted, those withdrawn are not', async () => {
	const { storage } = world;
	const many = 10_500;
	await storage.write(job, async ({ db, t }) => {
		for (let from = 0; from < many; from += 500)
			await db.insert(t.ballots).values(
				Array.from({ length: 500 }, (_, n) => ({
					pollId,
					tag: `-${String(from + n).padStart(21, '0')}`,
					version: 1,
					tier: 'declared' as const,
					areaId: 'teisariv',
					choice: ['a'],
					state: n % 5 === 0 ? ('withdrawn' as const) : ('active' as const)
				}))
			);
	});
	world.moveTo('2026-12-23T10:00:00Z');
	expect((await resultsOf())![0]).toEqual(['a', 0, 1 + many * 0.8]);
});
