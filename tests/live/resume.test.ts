import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { openLive, type Cursor, type LiveClient } from '../support/live.ts';
import { startWithPoll } from '../support/open-poll.ts';
import type { Resident } from '../support/residents.ts';
import type { Demo } from '../support/server.ts';

const recovery = 30;
const clerk = { kind: 'system', job: 'test' } as const;
let demo: Demo;
let resident: Resident;
let number: string;
let topic: string;
let live: LiveClient;

beforeAll(async () => {
	const limits = { recovery, messages: { count: 1000, withinMs: 10_000 } };
	const started = await startWithPoll(1, limits);
	({ demo } = started);
	({ number, topic } = started.open);
	[resident] = started.people as [Resident];
	await write(recovery);
});
beforeEach(async () => {
	live = await openLive(demo.origin).open();
	return () => live.socket.terminate();
});
afterAll(() => demo.stop());

async function write(count = 1, text = 'Думка, про яку розкажуть наживо'): Promise<string[]> {
	const ids: string[] = [];
	for (let n = 0; n < count; n++) {
		const input = { number, kind: 'opinion', text, display: 'resident' };
		ids.push((await demo.app.contributions.write(resident.actor, input)).id);
	}
	return ids;
}
async function cursor(): Promise<Cursor> {
	const page = await demo.visitor('GET', `/consultations/${number}`);
	return (page.body as { cursor: Cursor }).cursor;
}
const setMin = (min: number) =>
	demo.app.storage.write(clerk, ({ db, t }) =>
		db.update(t.topics).set({ min }).where(eq(t.topics.name, topic))
	);

test('whoever knows everything is told so, and hears what comes next', async () => {
	const now = await cursor();
	expect(await live.sub(topic, now)).toMatchObject({ t: 'sub', topic, e: now.e, o: now.o, n: 0 });
	const [id] = await write();
	expect(await live.events(1)).toMatchObject([
		{ o: now.o + 1, type: 'contribution.published', ref: ['contribution', id, 1] }
	]);
});

test('whoever missed something gets exactly that, as it is now, and then what comes next', async () => {
	const before = await cursor();
	const ids = await write(5);
	expect(await live.sub(topic, before)).toMatchObject({ t: 'sub', o: before.o + 5, n: 5 });
	const [id] = await write();
	const events = await live.events(6);
	expect(events.map(({ o, ref }) => [o, ref[1]])).toEqual(
		[...ids, id].map((id, place) => [before.o + 1 + place, id])
	);
});

test('without a cursor it begins with what comes next', async () => {
	const now = await cursor();
	expect(await live.sub(topic)).toMatchObject({ t: 'sub', e: now.e, o: now.o, n: 0 });
	await write();
	expect(await live.events(1)).toMatchObject([{ o: now.o + 1 }]);
});

test('a cursor from another database has to be read anew', async () => {
	const { o } = await cursor();
	expect(await live.sub(topic, { e: 'another', o })).toEqual({ t: 'reset', topic, why: 'epoch' });
});

test('a cursor from a later time than this database knows has to be read anew', async () => {
	const { e, o } = await cursor();
	expect(await live.sub(topic, { e, o: o + 1 })).toEqual({ t: 'reset', topic, why: 'ahead' });
});

test('what is no longer kept has to be read anew, what still is comes', async () => {
	const { e, o } = await cursor();
	await setMin(o);
	expect(await live.sub(topic, { e, o: o - 1 })).toMatchObject({ t: 'sub', o, n: 1 });
	expect(await live.sub(topic, { e, o: o - 2 })).toEqual({ t: 'reset', topic, why: 'trimmed' });
	await setMin(1);
});

test('events that are missing in the log are never passed over', async () => {
	const before = await cursor();
	await write(3);
	await demo.app.storage.write(clerk, ({ db, t }) =>
		db.delete(t.liveEvents).where(eq(t.liveEvents.offset, before.o + 2))
	);
	expect(await live.sub(topic, before)).toEqual({ t: 'reset', topic, why: 'trimmed' });
});

test('too many missed events have to be read anew, one fewer come', async () => {
	const { e, o } = await cursor();
	await write(recovery);
	expect(await live.sub(topic, { e, o })).toMatchObject({ t: 'sub', n: recovery });
	await write();
	expect(await live.sub(topic, { e, o })).toEqual({ t: 'reset', topic, why: 'trimmed' });
});

test('more words than a slow line can take have to be read anew, instead of never arriving', async () => {
	const before = await cursor();
	await write(recovery, 'Довга думка. '.repeat(300));
	expect(await live.sub(topic, before)).toEqual({ t: 'reset', topic, why: 'trimmed' });
	expect(await live.sub(topic, await cursor())).toMatchObject({ t: 'sub', n: 0 });
});

test('a topic that is not there, or not for everybody, is refused and others are not', async () => {
	for (const unknown of ['c:UA-XXX-2026-001', 'm:cip-zhydachiv', 'a:me', 'nonsense'])
		expect(await live.sub(unknown)).toMatchObject({ t: 'err', code: 'forbidden' });
	expect(await live.sub(topic)).toMatchObject({ t: 'sub' });
});

test('whoever unsubscribes hears nothing more, and may come back with the same cursor', async () => {
	const now = await cursor();
	await live.sub(topic, now);
	live.send({ op: 'unsub', id: 2, topic });
	// Answered one after the other: when this is, the first one is done.
	await live.sub('c:UA-XXX-2026-001');
	await write();
	expect(await live.sub(topic, now)).toMatchObject({ t: 'sub', n: 1 });
	expect((await live.events(1)).map(({ o }) => o)).toEqual([now.o + 1]);
});

test('subscribing again on the same socket repeats nothing that was not asked for', async () => {
	const now = await cursor();
	await live.sub(topic, now);
	await write(2);
	await live.events(2);
	expect(await live.sub(topic, { ...now, o: now.o + 2 })).toMatchObject({ t: 'sub', n: 0 });
	await write();
	expect((await live.events(1)).map(({ o }) => o)).toEqual([now.o + 3]);
});

test('after a restore, which begins a new epoch, everybody reads anew', async () => {
	const { o } = await cursor();
	const { e } = await cursor();
	const begin = (value: string) =>
		demo.app.storage.write(clerk, ({ db, t }) =>
			db.update(t.meta).set({ value }).where(eq(t.meta.key, 'log_epoch'))
		);
	await begin('restored');
	expect(await live.sub(topic, { e, o })).toEqual({ t: 'reset', topic, why: 'epoch' });
	expect((await cursor()).e).toBe('restored');
	await begin(e);
});
