import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endSessions } from '#core/accounts/sessions.ts';
import type { ScopedRole } from '#core/kernel/actor.ts';
import type { Writer } from '#storage/storage.ts';
import { openLive, type LiveClient } from '../support/live.ts';
import { addResidents, openPoll, type Resident } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** RELIABILITY P18: rights end everywhere at once, with a heart that beats as seldom as outside of tests. */
const crowd = 100;
const system = { kind: 'system', job: 'test' } as const;

let demo: Demo;
let topic: string;
let pollId: string;
let centres: { id: string; slug: string }[];

beforeAll(async () => {
	demo = await startDemo();
	const open = await openPoll(demo.app);
	({ topic } = open);
	pollId = open.poll.id;
	const { db, t } = demo.app.storage;
	centres = await db.select({ id: t.centres.id, slug: t.centres.slug }).from(t.centres).limit(2);
});
afterAll(() => demo.stop());

const at = (place: number): ScopedRole => ({
	role: 'consultant',
	scope: 'centre',
	scopeId: centres[place]!.id
});

async function enter({ cookie }: { cookie: string }, ...topics: string[]) {
	const live = await openLive(demo.origin, { cookie }).open();
	for (const one of [topic, ...topics]) expect(await live.sub(one)).toMatchObject({ t: 'sub' });
	return live;
}

/** Consultants of the first centre: a role, and a session that has shown the second factor. */
async function addConsultants(count: number, name: string): Promise<Resident[]> {
	const people = await addResidents(demo.app, pollId, count, name);
	const { storage, sessions } = demo.app;
	await storage.write(system, async ({ db, t, now }) => {
		for (const { actor } of people)
			await db.insert(t.roles).values({ ...at(0), accountId: actor.id, since: now() });
	});
	const secondFactorAt = storage.now();
	return Promise.all(
		people.map(async (one) => {
			const { name, value } = await sessions.start(one.actor.id, { secondFactorAt });
			return { ...one, cookie: `${name}=${value}` };
		})
	);
}

/** How many of the sessions still stand for somebody, over HTTP. */
async function alive(people: readonly Resident[]): Promise<number> {
	const answers = await Promise.all(
		people.map(({ cookie }) => demo.client(cookie)('GET', '/session'))
	);
	return answers.filter(({ status }) => status === 200).length;
}

async function closing(lives: readonly LiveClient[], work: () => Promise<unknown>) {
	const began = performance.now();
	const [codes] = await Promise.all([Promise.all(lives.map(({ closed }) => closed)), work()]);
	const took = performance.now() - began;
	return { took, closed: codes.filter((code) => code === 4401).length };
}

const ends: [string, (writer: Writer, accountId: string) => Promise<unknown>][] = [
	[
		'suspension',
		async (writer, id) => {
			const { db, t, now } = writer;
			await db.update(t.accounts).set({ suspendedAt: now() }).where(eq(t.accounts.id, id));
			await endSessions(writer, id);
		}
	],
	['sign-out everywhere', (writer, id) => endSessions(writer, id)],
	[
		'the end of a role',
		async (writer, id) => {
			await writer.db.delete(writer.t.roles).where(eq(writer.t.roles.accountId, id));
			await endSessions(writer, id);
		}
	]
];

test.each(ends)('%s ends 100 of 100 sockets and 100 of 100 sessions at once', async (name, end) => {
	const people = await addConsultants(crowd, name.replaceAll(' ', '-'));
	const [bystander] = await addResidents(demo.app, pollId, 1, `bystander-of-${name}`);
	const other = await enter(bystander!);
	const lives = await Promise.all(people.map((one) => enter(one)));
	expect(await alive(people)).toBe(crowd);
	const { took, closed } = await closing(lives, () =>
		Promise.all(
			people.map(({ actor }) => demo.app.storage.write(system, (writer) => end(writer, actor.id)))
		)
	);
	const left = await alive(people);
	console.log(
		`${name}: ${closed} of ${crowd} sockets closed with 4401 within ${took.toFixed(0)} ms, ${crowd - left} of ${crowd} sessions gone`
	);
	expect({ closed, left }).toEqual({ closed: crowd, left: 0 });
	expect(took).toBeLessThan(1000);
	expect(other.socket.readyState).toBe(WebSocket.OPEN);
	expect(await alive([bystander!])).toBe(1);
	other.socket.terminate();
});

test('one who changes the password goes on where that was done, and nowhere else', async () => {
	const [person] = await addResidents(demo.app, pollId, 1, 'changes-password');
	const { sessions, storage } = demo.app;
	const { name, value } = await sessions.start(person!.actor.id);
	const here = await enter({ cookie: `${name}=${value}` });
	const elsewhere = await enter(person!);
	const actor = await sessions.actorOf(value);
	const except = actor.kind === 'account' ? actor.sessionId : null;
	const { closed } = await closing([elsewhere], () =>
		storage.write(system, (writer) => endSessions(writer, person!.actor.id, { except }))
	);
	expect(closed).toBe(1);
	// It answers still, after the other one is closed.
	expect(await here.sub(topic)).toMatchObject({ t: 'sub' });
	here.socket.terminate();
});

test('one who moves to another centre follows its desk, and the earlier one no more', async () => {
	const [person] = await addConsultants(1, 'moves');
	const [before, after] = centres.map(({ slug }) => `m:${slug}`) as [string, string];
	const live = await enter(person!, before, 'a:me');
	expect(await live.sub(after)).toMatchObject({ t: 'err', code: 'forbidden' });
	const { id } = person!.actor;
	await demo.app.storage.write(system, async ({ db, t, emit, now }) => {
		await db.delete(t.roles).where(eq(t.roles.accountId, id));
		await db.insert(t.roles).values({ ...at(1), accountId: id, since: now() });
		emit({ type: 'role.granted', topic: null, kind: 'account', id, version: 1, about: id });
	});
	expect(await live.next('reset')).toEqual({ t: 'reset', topic: before, why: 'rights' });
	expect(await live.sub(before)).toMatchObject({ t: 'err', code: 'forbidden' });
	expect(await live.sub(after)).toMatchObject({ t: 'sub' });
	live.socket.terminate();
});

test('who may follow nothing of what they followed is told so, and closed with 4403', async () => {
	const [person] = await addConsultants(1, 'leaves-desk');
	const desk = `m:${centres[0]!.slug}`;
	const live = await openLive(demo.origin, { cookie: person!.cookie }).open();
	await live.sub(desk);
	const { id } = person!.actor;
	await demo.app.storage.write(system, async ({ db, t, emit }) => {
		await db.delete(t.roles).where(eq(t.roles.accountId, id));
		emit({ type: 'role.ended', topic: null, kind: 'account', id, version: 1, about: id });
	});
	expect(await live.next('reset')).toEqual({ t: 'reset', topic: desk, why: 'rights' });
	expect(await live.closed).toBe(4403);
});

test('before each delivery of what is not for everybody it is asked whether it still may be told', async () => {
	const [person] = await addConsultants(1, 'asked-each-time');
	const { id } = person!.actor;
	const desk = `m:${centres[0]!.slug}`;
	const live = await enter(person!, desk, 'a:me');
	const happen = (topic: string) =>
		demo.app.storage.write(system, async ({ emit }) =>
			emit({ type: 'queue.changed', kind: 'queue', topic, id: 'any', version: 1 })
		);
	await happen(desk);
	expect(await live.next('ev')).toMatchObject({ topic: desk });
	// Of neither is anything said, so nobody looks at the sessions.
	await demo.app.storage.write(system, ({ db, t }) =>
		db.delete(t.roles).where(eq(t.roles.accountId, id))
	);
	await happen(desk);
	expect(await live.next('reset')).toEqual({ t: 'reset', topic: desk, why: 'rights' });
	await demo.app.storage.write(system, ({ db, t }) =>
		db.update(t.sessions).set({ expiresAt: 0 }).where(eq(t.sessions.accountId, id))
	);
	await happen(`a:${id}`);
	expect(await live.next('reset')).toEqual({ t: 'reset', topic: 'a:me', why: 'rights' });
	expect(live.frames.filter(({ t }) => t === 'ev')).toEqual([]);
	live.socket.terminate();
});

test('when an account is erased, its own topic is gone, and its sockets are closed', async () => {
	const [person] = await addResidents(demo.app, pollId, 1, 'erased');
	const live = await enter(person!, 'a:me');
	const { id } = person!.actor;
	const confirmed = { password: '', login: id, totp: '', address: id };
	await demo.app.privacy.erase(person!.actor, confirmed);
	expect(await live.next('gone')).toEqual({ t: 'gone', topic: 'a:me' });
	expect(await live.closed).toBe(4401);
});

test('a desk is followed by its staff after the second factor, one’s own matters by oneself', async () => {
	const [person] = await addConsultants(1, 'without-factor');
	const { name, value } = await demo.app.sessions.start(person!.actor.id);
	const desk = `m:${centres[0]!.slug}`;
	const waiting = await enter({ cookie: `${name}=${value}` }, 'a:me');
	const visitor = await openLive(demo.origin).open();
	for (const [live, topic] of [
		[waiting, desk],
		[waiting, `a:${person!.actor.id}`],
		[visitor, desk],
		[visitor, 'a:me'],
		[visitor, `a:${person!.actor.id}`],
		[visitor, 'm:no-such-centre']
	] as const)
		expect(await live.sub(topic), topic).toMatchObject({ t: 'err', code: 'forbidden' });
	waiting.socket.terminate();
	visitor.socket.terminate();
});

test('what concerns one’s own account is told to oneself under the name one asked for', async () => {
	const [person] = await addResidents(demo.app, pollId, 1, 'told');
	const live = await enter(person!, 'a:me');
	const { id } = person!.actor;
	await demo.app.storage.write(system, ({ emit }) =>
		Promise.resolve(
			emit({ type: 'account.changed', topic: `a:${id}`, kind: 'account', id, version: 1 })
		)
	);
	expect(await live.next('ev')).toMatchObject({ topic: 'a:me', ref: ['account', id, 1] });
	live.socket.terminate();
});

test('a socket that opens in the very moment of the end has nothing of the account', async () => {
	const people = await addConsultants(20, 'race');
	const ids = people.map(({ actor }) => actor.id);
	const { storage } = demo.app;
	const opening = people.flatMap(({ cookie }) =>
		Array.from({ length: 4 }, () => openLive(demo.origin, { cookie }))
	);
	const ended = storage.write(system, async (writer) => {
		for (const id of ids) await endSessions(writer, id);
	});
	const lives = [
		...opening,
		...people.flatMap(({ cookie }) =>
			Array.from({ length: 4 }, () => openLive(demo.origin, { cookie }))
		)
	];
	await ended;
	const outcomes = await Promise.all(
		lives.map(async (live) => {
			const asked = live.open().then(() => live.sub('a:me'));
			const outcome = await Promise.race([asked, live.closed]);
			// One that was there a moment before is closed a moment later.
			if (typeof outcome === 'object' && outcome.t === 'sub') return live.closed;
			return typeof outcome === 'object' ? outcome.t : outcome;
		})
	);
	expect(outcomes.filter((outcome) => outcome !== 4401 && outcome !== 'err')).toEqual([]);
	for (const { socket } of lives) socket.terminate();
	const { db, t } = storage;
	const left = await db.select().from(t.sessions).where(inArray(t.sessions.accountId, ids));
	expect(left).toEqual([]);
});
