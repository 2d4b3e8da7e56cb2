import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStream, poll, type Told } from '../support/events.ts';
import { eventsOf, openLive, type Cursor } from '../support/live.ts';
import { startWithPoll } from '../support/open-poll.ts';
import type { Resident } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** Server-sent events, for networks that let no WebSocket through: the same messages, the same promises. */
const limits = { beatMs: 250, pollMs: 300, socketsPerSession: 3 };
let demo: Demo;
let people: Resident[];
let number: string;
let topic: string;

beforeAll(async () => {
	const started = await startWithPoll(4, limits);
	({ demo, people } = started);
	({ number, topic } = started.open);
});
afterAll(() => demo.stop());

const open = (asking: Partial<Parameters<typeof openStream>[1]> = {}) =>
	openStream(demo.origin, { topic, ...asking });
async function write(count = 1, text = 'Думка, про яку розкажуть наживо'): Promise<void> {
	const input = { number, kind: 'opinion', text, display: 'resident' };
	for (let n = 0; n < count; n++) await demo.app.contributions.write(people[0]!.actor, input);
}
async function cursor(): Promise<Cursor> {
	const page = await demo.visitor('GET', `/consultations/${number}`);
	return (page.body as { cursor: Cursor }).cursor;
}
async function offsets(stream: Awaited<ReturnType<typeof open>>, count: number): Promise<Told[]> {
	const found: Told[] = [];
	while (found.flatMap(({ message }) => eventsOf(message)).length < count) {
		const one = stream.told.shift();
		if (one && eventsOf(one.message).length > 0) found.push(one);
		if (!one) await new Promise((resolve) => stream.response.once('told', resolve));
	}
	return found;
}
const offsetsIn = (told: readonly Told[]) =>
	told.flatMap(({ message }) => eventsOf(message)).map(({ o }) => o);

test('a stream tells what was missed since the cursor, and then what happens, each once and in order', async () => {
	const before = await cursor();
	await write(3);
	const stream = await open({ since: before });
	expect((await stream.next('sub')).message).toMatchObject({ e: before.e, o: before.o + 3, n: 3 });
	await write(2);
	const told = await offsets(stream, 5);
	expect(offsetsIn(told)).toEqual([1, 2, 3, 4, 5].map((n) => before.o + n));
	for (const { id, message } of told) expect(id).toBe(`${before.e}.${eventsOf(message).at(-1)!.o}`);
	stream.close();
});

test('a reader that comes back with the id it saw last misses nothing, wherever it began', async () => {
	const before = await cursor();
	const first = await open();
	const { message, id } = await first.next('sub');
	expect(id).toBe(`${message.e}.${message.o}`);
	await write();
	const [last] = await offsets(first, 1);
	first.close();
	await write(2);
	const again = await open({ since: before, headers: { 'last-event-id': last!.id! } });
	const { message: answer, id: none } = await again.next('sub');
	expect({ n: answer.n, none }).toEqual({ n: 2, none: undefined });
	expect(offsetsIn(await offsets(again, 2))).toEqual([before.o + 2, before.o + 3]);
	again.close();
});

test('a cursor that means nothing here is answered with `reset`, and the stream ends', async () => {
	const { e, o } = await cursor();
	for (const [since, why] of [
		[{ e: 'another', o }, 'epoch'],
		[{ e, o: o + 1 }, 'ahead']
	] as const) {
		const stream = await open({ since });
		const told = await stream.next('reset');
		expect(told).toEqual({ event: 'reset', message: { t: 'reset', topic, why } });
		await stream.ended;
	}
});

test('the heart beats on a stream as on a socket, and moves no cursor', async () => {
	const stream = await open();
	const { message } = await stream.next('sub');
	const beat = await stream.next('hb');
	expect(beat.message.h).toEqual({ [topic]: message.o });
	expect(Math.abs(beat.message.now - Date.now())).toBeLessThan(5000);
	expect(beat.id).toBeUndefined();
	stream.close();
});

test('nothing on the way keeps a stream, collects it or packs it', async () => {
	const stream = await open({ headers: { 'accept-encoding': 'br, gzip' } });
	expect(stream.response.headers).toMatchObject({
		'content-type': 'text/event-stream',
		'cache-control': 'no-store',
		'x-accel-buffering': 'no',
		'x-content-type-options': 'nosniff'
	});
	expect(stream.response.headers['content-encoding']).toBeUndefined();
	stream.close();
	const head = await open({ method: 'HEAD' });
	expect(head.response.statusCode).toBe(200);
	await head.ended;
});

test('a desk and one’s own matters are told to whom they concern, in words that HTTP knows', async () => {
	const { db, t } = demo.app.storage;
	const { slug } = (await db.select().from(t.centres).limit(1))[0]!;
	const cookie = people[1]!.cookie;
	const mine = await open({ topic: 'a:me', cookie });
	expect((await mine.next('sub')).message).toMatchObject({ topic: 'a:me', n: 0 });
	mine.close();
	const consultant = await open({
		topic: `m:${slug}`,
		cookie: await demo.cookieOf('consultant.zhydachiv')
	});
	for (const ask of [openStream, poll])
		for (const [asking, status] of [
			[{ topic: 'a:me' }, 401],
			[{ topic: `m:${slug}` }, 401],
			[{ topic: `m:${slug}`, cookie }, 403],
			[{ topic: 'm:no-such-centre', cookie }, 403],
			[{ topic: `a:${people[1]!.actor.id}`, cookie }, 404],
			[{ topic: 'c:UA-XXX-2026-001' }, 404]
		] as const) {
			const answer = await ask(demo.origin, asking);
			expect(
				'response' in answer ? answer.response.statusCode : answer.status,
				JSON.stringify(asking)
			).toBe(status);
		}
	consultant.close();
});

test('a foreign page opens no stream and no poll, with or without a session', async () => {
	for (const ask of [openStream, poll])
		for (const headers of [
			{ origin: 'https://evil.example' },
			{ origin: 'null' },
			{ 'sec-fetch-site': 'cross-site' }
		]) {
			for (const cookie of ['', people[1]!.cookie]) {
				const answer = await ask(demo.origin, { topic, cookie, headers });
				expect('response' in answer ? answer.response.statusCode : answer.status).toBe(403);
			}
			const own = await ask(demo.origin, { topic, headers: { origin: demo.origin } });
			expect('response' in own ? own.response.statusCode : own.status).toBe(200);
			if ('close' in own) own.close();
		}
});

test('streams, polls and sockets share the places of a session; who leaves gives its place back', async () => {
	const { cookie } = people[2]!;
	const socket = await openLive(demo.origin, { cookie }).open();
	const streams = [await open({ cookie }), await open({ cookie })];
	const full = await poll(demo.origin, { topic, cookie });
	expect(full.status).toBe(429);
	expect(full.headers['retry-after']).toBeDefined();
	expect(full.text).toContain('"too_many_connections"');
	expect((await open({ cookie })).response.statusCode).toBe(429);
	expect(await openLive(demo.origin, { cookie }).closed).toBe(4429);
	streams[0]!.close();
	await expect.poll(async () => (await poll(demo.origin, { topic, cookie })).status).toBe(200);
	streams[1]!.close();
	socket.socket.terminate();
});

test('a session that ends takes its streams along within a second, and no others', async () => {
	const { cookie } = people[3]!;
	const mine = [await open({ cookie }), await open({ cookie, topic: 'a:me' })];
	const other = await open();
	const began = performance.now();
	expect((await demo.client(cookie)('DELETE', '/session')).status).toBe(204);
	const resets = await Promise.all(mine.map((stream) => stream.next('reset')));
	expect(resets.map(({ message }) => message)).toEqual(
		[topic, 'a:me'].map((name) => ({ t: 'reset', topic: name, why: 'rights' }))
	);
	await Promise.all(mine.map(({ ended }) => ended));
	expect(performance.now() - began).toBeLessThan(1000);
	await write();
	await offsets(other, 1);
	other.close();
});

test('who reads too slowly is cut off, and the others lose nothing by it', async () => {
	const before = await cursor();
	const [slow, quick] = [await open(), await open()];
	slow.response.pause();
	const happen = () =>
		demo.app.storage.write({ kind: 'system', job: 'test' }, async ({ emit }) => {
			const object = { kind: 'contribution', id: 'x'.repeat(5000), version: 1 } as const;
			for (let n = 0; n < 100; n++) emit({ type: 'contribution.kept', topic, ...object });
		});
	const connections = () =>
		new Promise<number>((resolve) =>
			demo.server.server.getConnections((_, count) => resolve(count))
		);
	const there = await connections();
	for (let rounds = 1; (await connections()) === there; rounds++) {
		await happen();
		expect(offsetsIn(await offsets(quick, 100)).at(-1)).toBe(before.o + 100 * rounds);
	}
	quick.close();
	slow.close();
});

test('when the server stops, each stream is told when to come back, not all at once, and ends', async () => {
	const own = await startDemo(Date.now, { limits });
	const streams = await Promise.all(
		Array.from({ length: 5 }, () => openStream(own.origin, { topic }))
	);
	const byes = streams.map((stream) => stream.next('bye'));
	await own.stop();
	const told = await Promise.all(byes);
	expect(told.map(({ message }) => message)).toEqual(
		streams.map(() => ({ t: 'bye', retry: [1000, 8000], why: 'restart' }))
	);
	for (const { retry } of told) expect(retry! >= 1000 && retry! <= 8000).toBe(true);
	expect(new Set(told.map(({ retry }) => retry)).size).toBeGreaterThan(1);
	await Promise.all(streams.map(({ ended }) => ended));
});
