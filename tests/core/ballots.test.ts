import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#core/kernel/errors.ts';
import { account, addAccounts, createWorld, type World } from '../support/world.ts';

let world: World;
let pollId: string;

beforeAll(async () => {
	world = await createWorld();
	pollId = (await world.open()).polls[0]!.id;
});
afterAll(() => world.storage.close());

const code = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: unknown) => (isRefusal(error) ? error.code : error)
	);

async function countOf(table: 'ballots' | 'auditEntries' | 'liveEvents') {
	const { db, t } = world.storage;
	return db.$count(t[table]);
}

test('a ballot is changed until closing, and its version grows', async () => {
	const { app, olena } = world;
	expect(await app.polls.cast(olena, { pollId, choice: { option: 'a' } })).toEqual({ version: 1 });
	expect(await app.polls.cast(olena, { pollId, choice: { option: 'b' } })).toEqual({ version: 2 });
	expect(await app.polls.ownBallot(olena, { pollId })).toEqual({
		version: 2,
		choice: ['b'],
		tier: 'declared'
	});
});

test('a ballot drawn from an older page does not overwrite a newer one', async () => {
	const { app, olena } = world;
	const older = app.polls.cast(olena, { pollId, choice: { option: 'c' }, expectedVersion: 1 });
	expect(await code(older)).toBe('version_conflict');
	expect((await app.polls.ownBallot(olena, { pollId })).choice).toEqual(['b']);
});

test('a retry gets the first answer and changes nothing, even after a newer choice', async () => {
	const { app, stepan } = world;
	const key = randomUUID();
	const first = await app.polls.cast(stepan, { pollId, choice: { option: 'a' }, key });
	await app.polls.cast(stepan, { pollId, choice: { option: 'b' }, key: randomUUID() });
	expect(await app.polls.cast(stepan, { pollId, choice: { option: 'a' }, key })).toEqual(first);
	expect((await app.polls.ownBallot(stepan, { pollId })).choice).toEqual(['b']);
	const other = app.polls.cast(stepan, { pollId, choice: { option: 'c' }, key });
	expect(await code(other)).toBe('idempotency_mismatch');
});

test('verified and declared residents are counted apart, and nobody sees results while it is open', async () => {
	const poll = await world.app.polls.byId({ kind: 'visitor' }, { id: pollId });
	expect(poll.participants).toEqual({ verified: 1, declared: 1 });
	expect(poll.results).toBeNull();
});

test('those who live elsewhere, hold an office or are not signed in do not vote', async () => {
	const { app, elsewhere, official, consultant } = world;
	const choice = { option: 'a' };
	expect(await code(app.polls.cast(elsewhere, { pollId, choice }))).toBe('not_eligible');
	expect(await code(app.polls.cast(official, { pollId, choice }))).toBe('not_eligible');
	expect(await code(app.polls.cast(consultant, { pollId, choice }))).toBe('not_eligible');
	expect(await code(app.polls.cast({ kind: 'visitor' }, { pollId, choice }))).toBe('not_signed_in');
});

test('a choice that the poll does not offer is refused', async () => {
	const { app, olena } = world;
	expect(await code(app.polls.cast(olena, { pollId, choice: { option: 'z' } }))).toBe(
		'invalid_choice'
	);
	expect(await code(app.polls.cast(olena, { pollId, choice: { options: ['a'] } }))).toBe(
		'invalid_choice'
	);
	const unknown = app.polls.cast(olena, { pollId: '../instance', choice: { option: 'a' } });
	expect(await code(unknown)).toBe('not_found');
});

test('nothing stored beside a ballot names an account or an exact time', async () => {
	const { db, t } = world.storage;
	const ballots = JSON.stringify(await db.select().from(t.ballots));
	const entries = (await db.select().from(t.auditEntries)).filter(({ kind }) => kind === 'poll');
	expect(ballots).not.toMatch(/olena|stepan/);
	expect(JSON.stringify(entries)).not.toMatch(/olena|stepan|"choice"/);
	expect(entries.every(({ at }) => at % 3_600_000 === 0)).toBe(true);
});

test('200 persons with 20 ballots each at once leave 200 ballots, and records that agree', async () => {
	const { app, storage } = world;
	const people = Array.from({ length: 200 }, (_, n) =>
		account(`crowd-${n}`, { personId: `crowd-person-${n}` })
	);
	await addAccounts(storage, people);
	const before = {
		ballots: await countOf('ballots'),
		events: await countOf('liveEvents'),
		audit: await countOf('auditEntries')
	};
	const keys = people.map(() => Array.from({ length: 5 }, () => randomUUID()));
	const outcomes = await Promise.allSettled(
		people.flatMap((person, n) =>
			Array.from({ length: 20 }, (_, attempt) =>
				app.polls.cast(person, {
					pollId,
					choice: { option: 'abc'[(attempt % 5) % 3]! },
					key: keys[n]![attempt % 5]
				})
			)
		)
	);
	expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
	expect((await countOf('ballots')) - before.ballots).toBe(200);
	expect((await countOf('auditEntries')) - before.audit).toBe(1000);
	const poll = await app.polls.byId({ kind: 'visitor' }, { id: pollId });
	expect(poll.participants.verified).toBe(201);
	// One live event for all that were committed together, and the page stands at the last of them.
	const events = (await countOf('liveEvents')) - before.events;
	expect(events).toBeGreaterThan(0);
	expect(events).toBeLessThan(40);
	const { db, t } = storage;
	const told = (await db.select().from(t.liveEvents)).filter(({ kind }) => kind === 'poll');
	expect(Math.max(...told.map(({ offset }) => offset))).toBe(poll.cursor.o);
});

test('a withdrawn ballot leaves the count, and may be cast again', async () => {
	const { app, olena } = world;
	await app.polls.withdraw(olena, { pollId });
	expect((await app.polls.ownBallot(olena, { pollId })).choice).toBeNull();
	const withdrawn = await app.polls.byId({ kind: 'visitor' }, { id: pollId });
	expect(withdrawn.participants.declared).toBe(0);
	await app.polls.cast(olena, { pollId, choice: { option: 'c' } });
});

test('until the last millisecond before closing a ballot counts, at closing none does', async () => {
	const { app, olena, moveTo } = world;
	moveTo('2026-12-22T21:59:59.999Z');
	expect(await code(app.polls.cast(olena, { pollId, choice: { option: 'a' } }))).toBe('done');
	// The next one is sent in time, too, but its turn comes when the poll has closed.
	const meanwhile = world.storage.write({ kind: 'system', job: 'test' }, async () => {
		moveTo('2026-12-22T22:00:00.000Z');
	});
	expect(await code(app.polls.cast(olena, { pollId, choice: { option: 'b' } }))).toBe(
		'poll_closed'
	);
	await meanwhile;
	moveTo('2026-12-22T20:00:00.000Z');
	expect(await code(app.polls.cast(olena, { pollId, choice: { option: 'b' } }))).toBe(
		'poll_closed'
	);
});

test('after closing the results are told by tier', async () => {
	world.moveTo('2026-12-23T10:00:00Z');
	const { results } = await world.app.polls.byId({ kind: 'visitor' }, { id: pollId });
	const sum = (tier: 'verified' | 'declared') =>
		results!.options.reduce((total, option) => total + option[tier], 0);
	expect(sum('verified')).toBe(201);
	expect(sum('declared')).toBe(1);
	expect(results!.options.find(({ id }) => id === 'a')!.declared).toBe(1);
});
