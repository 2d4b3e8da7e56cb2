import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../support/refusals.ts';
import { createWorld, day, type World } from '../support/world.ts';

let world: World;
const job = { kind: 'system', job: 'retention' } as const;

beforeAll(async () => {
	world = await createWorld();
	await world.storage.write(job, async ({ db, t, now }) => {
		const accountId = 'olena';
		await db
			.insert(t.sessions)
			.values({ id: 's', accountId, expiresAt: now() + 30 * day, startedAt: now(), seenAt: now() });
		await db.insert(t.oneTimeCodes).values({
			digest: 'd',
			purpose: 'recovery',
			accountId,
			payload: 'what waits',
			createdAt: now(),
			expiresAt: now() + day
		});
		await db.insert(t.invitations).values({
			id: 'i',
			digest: 'i',
			role: 'official',
			scope: 'authority',
			scopeId: 'zhydachiv-rada',
			name: 'Марта Левків',
			post: '',
			email: 'marta@home.example',
			language: 'uk',
			invitedBy: accountId,
			at: now(),
			expiresAt: now() + 7 * day
		});
		for (const [id, sentAt] of [
			['sent', now()],
			['waiting', null]
		] as const)
			await db.insert(t.letters).values({
				id,
				kind: 'recovery',
				accountId,
				sealed: sentAt === null ? 'sealed' : null,
				at: now(),
				dueAt: now(),
				tries: 0,
				sentAt
			});
		for (const [id, readAt] of [
			['read', now()],
			['unread', null]
		] as const)
			await db
				.insert(t.notices)
				.values({ id, accountId, kind: 'verified', objectId: '', at: now(), readAt });
		await db.insert(t.accessibilityRequests).values({
			id: 'a',
			number: 'ACC-2026-0001',
			year: 2026,
			sequence: 1,
			way: 'code',
			language: 'uk',
			page: '',
			what: 'Кнопка без назви.',
			wish: '',
			receivedAt: now(),
			dueAt: now(),
			answer: 'Назву додано.',
			answeredAt: now(),
			version: 1
		});
		await db
			.insert(t.fingerprints)
			.values({ digest: 'f', keyVersion: 1, personId: 'person-stepan' });
	});
});
afterAll(() => world.storage.close());

test('over three years each kind goes on its day, not before, and the log counts it', async () => {
	const begin = world.now();
	const gone: Record<string, number> = {};
	// Every month, and around each day on which something is due.
	const due = [30, 91, 97, 365, 730];
	const days = Array.from({ length: 3 * 365 + 1 }, (_, n) => n).filter(
		(n) => n % 28 === 0 || due.some((on) => Math.abs(on - n) <= 1)
	);
	const waits = async () =>
		(await world.storage.db.select().from(world.storage.t.oneTimeCodes))[0]?.payload;
	await world.app.privacy.forgetWaiting(job, undefined);
	expect(await waits()).toBe('what waits');
	world.moveTo(new Date(begin + day).toISOString());
	await world.app.privacy.forgetWaiting(job, undefined);
	expect(await waits()).toBe(null);
	for (const n of days) {
		world.moveTo(new Date(begin + n * day).toISOString());
		const counts = await world.app.privacy.retain(job, undefined);
		for (const [kind, count] of Object.entries(counts)) if (count > 0) gone[`${kind} ${count}`] = n;
	}
	expect(gone).toEqual({
		'sessions 1': 30,
		'letters 2': 30,
		'codes 1': 91,
		'invitations 1': 97,
		'accessibility 1': 365,
		'notices 1': 730,
		'persons 1': 730
	});
	const { db, t } = world.storage;
	const entries = await db
		.select({ at: t.auditEntries.at, details: t.auditEntries.details, actor: t.auditEntries.actor })
		.from(t.auditEntries)
		.where(eq(t.auditEntries.action, 'retention.ran'));
	expect(entries.map(({ at }) => (at - begin) / day).sort((a, b) => a - b)).toEqual(due);
	expect(entries[0]!.actor).toBe('system:retention');
	const total: Record<string, number> = {};
	for (const { details } of entries)
		for (const [kind, count] of Object.entries(details!))
			total[kind] = (total[kind] ?? 0) + Number(count);
	expect(total).toEqual({
		sessions: 1,
		letters: 2,
		codes: 1,
		invitations: 1,
		notices: 1,
		accessibility: 1,
		persons: 1
	});
	const [invitation] = await db.select().from(t.invitations);
	expect(invitation).toMatchObject({ name: '', email: null, digest: null, role: 'official' });
	const [asked] = await db.select().from(t.accessibilityRequests);
	expect(asked).toMatchObject({ what: '', answer: null, number: 'ACC-2026-0001' });
	expect((await db.select().from(t.notices)).map(({ id }) => id)).toEqual(['unread']);
});

test('events of the live log go after a day, and a topic says where it begins', async () => {
	const other = await createWorld();
	const { app, storage } = other;
	const { number } = await other.open();
	const topic = `c:${number}`;
	const visitor = { kind: 'visitor' } as const;
	for (const n of [1, 2]) await other.write(other.olena, number, { text: `Слова ${n}.` });
	await app.privacy.retain(job, undefined);
	const old = await app.live.head(visitor, { topic });
	// Of the week before only its announcement is gone.
	expect(old).toMatchObject({ o: 3, min: 2 });
	other.moveTo('2026-12-02T10:30:00Z');
	await app.privacy.retain(job, undefined);
	// A ballot's time is told to the hour: a day is counted from the end of it.
	expect(await app.live.head(visitor, { topic })).toEqual(old);
	await other.write(other.iryna, number);
	other.moveTo('2026-12-02T11:30:00Z');
	await app.privacy.retain(job, undefined);
	const head = await app.live.head(visitor, { topic });
	expect(head).toEqual({ ...old, o: old!.o + 1, min: old!.o + 1 });
	const left = await app.live.since(visitor, { topic, offset: 0, limit: 100 });
	expect(left.map(({ offset }) => offset)).toEqual([old!.o + 1]);
	other.moveTo('2026-12-09T10:00:00Z');
	await app.privacy.retain(job, undefined);
	expect(await app.live.head(visitor, { topic })).toEqual({ ...head, min: head!.o + 1 });
	await other.write(other.iryna, number);
	expect((await app.live.head(visitor, { topic }))!.o).toBe(head!.o + 1);
	await storage.close();
});

test('of a topic in which more happens than anybody could resume, the latest stay', async () => {
	const { app, storage, now } = world;
	const topic = 'c:flooded';
	await storage.write(job, async ({ db, t }) => {
		for (let from = 1; from <= 11_500; from += 500)
			await db.insert(t.liveEvents).values(
				Array.from({ length: 500 }, (_, n) => ({
					topic,
					offset: from + n,
					atMs: now(),
					type: 'contribution.published',
					kind: 'contribution',
					objectId: 'one',
					objectVersion: 1
				}))
			);
		await db.insert(t.topics).values({ name: topic, head: 11_500, min: 1 });
	});
	await app.privacy.retain(job, undefined);
	const { db, t } = storage;
	const here = eq(t.liveEvents.topic, topic);
	expect(await db.$count(t.liveEvents, here)).toBe(10_000);
	expect((await db.select().from(t.topics).where(eq(t.topics.name, topic)))[0]!.min).toBe(1501);
});

test('nobody runs it by hand', async () => {
	expect(await codeOf(world.app.privacy.retain(world.official, undefined))).toBe('not_allowed');
	expect(await codeOf(world.app.privacy.eraseAgain(world.olena, undefined))).toBe('not_allowed');
});
