import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { atDesk, nowAs } from '../support/desk.ts';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let pollId: string;
let number: string;
const visitor = { kind: 'visitor' } as const;
const hour = 3_600_000;

beforeEach(async () => {
	world = await createWorld();
	const page = await world.open();
	pollId = page.polls[0]!.id;
	number = page.number;
});
afterEach(() => world.storage.close());

const verify = (login: string, change: Parameters<typeof atDesk>[0] = {}) =>
	world.app.verification.verify(world.consultant, atDesk({ login, ...change }));
const cast = (
	actor: AccountActor,
	option: string,
	more: { key?: string; expectedVersion?: number } = {}
) => world.app.polls.cast(actor, { pollId, choice: { option }, ...more });
const ownOf = async (login: string) =>
	world.app.polls.ownBallot(await nowAs(world.app, login), { pollId });
const participants = async () => (await world.app.polls.byId(visitor, { id: pollId })).participants;
const ballots = () => world.storage.db.select().from(world.storage.t.ballots);

/** What the ballots themselves say, whatever was counted along the way. */
async function recount() {
	const active = (await ballots()).filter(({ state }) => state === 'active');
	const of = (tier: string) => active.filter((ballot) => ballot.tier === tier).length;
	return { verified: of('verified'), declared: of('declared') };
}

async function later(hours: number) {
	world.moveTo(new Date(world.now() + hours * hour).toISOString());
}

test('the ballot of a declared account becomes that of the person, and is counted as verified at once', async () => {
	const { app, olena } = world;
	await cast(olena, 'a');
	await cast(olena, 'b');
	expect(await participants()).toEqual({ verified: 0, declared: 1 });
	await verify('olena');
	expect(await participants()).toEqual({ verified: 1, declared: 0 });
	expect(await recount()).toEqual({ verified: 1, declared: 0 });
	expect(await ownOf('olena')).toEqual({ version: 2, choice: ['b'], tier: 'verified' });
	expect(await ballots()).toMatchObject([{ areaId: 'UA46100050000053848' }]);
	const { items } = await app.notices.own(olena, {});
	expect(items.map(({ kind }) => kind).sort()).toEqual(['ballot_joined', 'verified']);
	world.moveTo('2026-12-23T10:00:00Z');
	const { results } = await app.polls.byId(visitor, { id: pollId });
	expect(results!.options.find(({ id }) => id === 'b')).toMatchObject({ verified: 1, declared: 0 });
});

test('afterwards there is no second vote, neither as the account nor with keys from before', async () => {
	const { olena } = world;
	const [first, second] = [randomUUID(), randomUUID()];
	await cast(olena, 'a', { key: first });
	await cast(olena, 'b', { key: second });
	await verify('olena');
	const person = await nowAs(world.app, 'olena');
	expect(await cast(person, 'a', { key: first })).toEqual({ version: 1 });
	expect(await cast(person, 'b', { key: second })).toEqual({ version: 2 });
	expect(await codeOf(cast(person, 'c', { key: second }))).toBe('idempotency_mismatch');
	expect(await codeOf(cast(person, 'c', { expectedVersion: 1 }))).toBe('version_conflict');
	expect(await ownOf('olena')).toMatchObject({ choice: ['b'], version: 2 });
	await cast(person, 'c', { expectedVersion: 2 });
	expect(await recount()).toEqual({ verified: 1, declared: 0 });
	expect(await participants()).toEqual({ verified: 1, declared: 0 });
});

test('when the verification is over the person stays one voter, and what they change counts as declared', async () => {
	const { app, coordinator, olena } = world;
	await cast(olena, 'a');
	await verify('olena');
	const { items } = await app.verification.list(coordinator, {});
	const { personId } = items.find(({ login }) => login === 'olena')!;
	const reason = 'Виписка була чужа: на ній інше ім’я, ніж у документі.';
	await app.verification.revoke(coordinator, { personId, reason, confirmed: true });
	expect(await participants()).toEqual({ verified: 1, declared: 0 });
	expect(await ownOf('olena')).toMatchObject({ choice: ['a'], tier: 'verified' });
	await cast(await nowAs(world.app, 'olena'), 'b');
	expect(await participants()).toEqual({ verified: 0, declared: 1 });
	expect(await recount()).toEqual({ verified: 0, declared: 1 });
	await verify('olena');
	expect(await participants()).toEqual({ verified: 1, declared: 0 });
	expect(await ballots()).toHaveLength(1);
});

/** Olena voted as a verified person; then that ended, and her other account voted as well. */
async function personWithTwoBallots(hoursBetween: number) {
	const { app, iryna } = world;
	await verify('olena');
	await cast(await nowAs(app, 'olena'), 'a');
	await app.verification.endOwn(await nowAs(app, 'olena'), { confirmed: true });
	await later(hoursBetween);
	await cast(iryna, 'b');
	expect(await recount()).toEqual({ verified: 1, declared: 1 });
}

test('where the person has a ballot already the later choice stays, and the resident is told', async () => {
	await personWithTwoBallots(2);
	await verify('iryna');
	expect(await ballots()).toHaveLength(1);
	expect(await ownOf('iryna')).toMatchObject({ choice: ['b'], tier: 'verified' });
	expect(await participants()).toEqual({ verified: 1, declared: 0 });
	const { items } = await world.app.notices.own(world.iryna, {});
	expect(items.map(({ kind }) => kind)).toContain('ballot_joined');
});

test('in the same hour it is the account’s, and a later one of the person’s own is not overwritten', async () => {
	await personWithTwoBallots(0);
	await verify('iryna');
	expect(await ownOf('iryna')).toMatchObject({ choice: ['b'] });
	expect(await recount()).toEqual({ verified: 1, declared: 0 });
});

test('an older ballot of the account gives way to a newer one of the person', async () => {
	const { app, iryna } = world;
	await cast(iryna, 'b');
	await later(2);
	await verify('olena');
	await cast(await nowAs(app, 'olena'), 'a');
	await app.verification.endOwn(await nowAs(app, 'olena'), { confirmed: true });
	await verify('iryna');
	expect(await ownOf('iryna')).toMatchObject({ choice: ['a'], tier: 'verified' });
	expect(await participants()).toEqual({ verified: 1, declared: 0 });
	expect(await ballots()).toHaveLength(1);
});

test('a withdrawn ballot stays withdrawn, and whoever lives elsewhere gets no verified vote', async () => {
	const { app, olena, iryna } = world;
	await cast(olena, 'a');
	await app.polls.withdraw(olena, { pollId });
	await verify('olena');
	expect(await ownOf('olena')).toMatchObject({ choice: null, version: 2 });
	await cast(iryna, 'b');
	await verify('iryna', { areaId: 'turka', surname: 'Мельник' });
	expect(await participants()).toEqual({ verified: 0, declared: 1 });
	expect(await recount()).toEqual({ verified: 0, declared: 1 });
	expect(await codeOf(cast(await nowAs(app, 'iryna'), 'c'))).toBe('not_eligible');
});

test('after closing a ballot stays what it was', async () => {
	const { olena } = world;
	await cast(olena, 'a');
	world.moveTo('2026-12-23T10:00:00Z');
	await verify('olena');
	expect(await participants()).toEqual({ verified: 0, declared: 1 });
	expect(await recount()).toEqual({ verified: 0, declared: 1 });
});

test('the topic hears of the new numbers, to the hour; no record joins the ballot to the account', async () => {
	const { storage, olena } = world;
	const { db, t } = storage;
	await cast(olena, 'a', { key: randomUUID() });
	await later(1.5);
	await verify('olena');
	const [event] = await db
		.select()
		.from(t.liveEvents)
		.where(and(eq(t.liveEvents.topic, `c:${number}`), eq(t.liveEvents.type, 'ballot.joined')));
	expect(event!.atMs % hour).toBe(0);
	const [ballot] = await ballots();
	const entries = await db.select().from(t.auditEntries);
	const ofBallot = entries.filter(({ actor }) => actor === ballot!.tag);
	// As if it had been cast so in the first place: one entry, of the hour in which it was.
	expect(ofBallot).toMatchObject([
		{ action: 'ballot.cast', aboutId: null, role: null, result: { version: 1 } }
	]);
	expect(ofBallot[0]!.at).toBeLessThan(event!.atMs + hour);
	expect(ofBallot[0]!.at % hour).toBe(0);
	const before = entries.filter(({ kind, actor }) => kind === 'poll' && actor !== ballot!.tag);
	expect(before).toHaveLength(1);
	expect(ofBallot[0]).not.toMatchObject({ key: before[0]!.key });
	expect(ofBallot[0]).not.toMatchObject({ bodyMac: before[0]!.bodyMac });
	expect(entries.filter(({ action }) => action === 'ballot.joined')).toEqual([]);
	const named = entries.filter((entry) => JSON.stringify(entry).includes(ballot!.tag));
	expect(JSON.stringify(named)).not.toContain('olena');
});
