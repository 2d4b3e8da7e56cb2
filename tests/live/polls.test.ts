import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStream, poll } from '../support/events.ts';
import { eventsOf, type Cursor } from '../support/live.ts';
import { addResidents, openPoll } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** Long polls, for networks that let nothing else through: the same messages, the same promises. */
const limits = { beatMs: 250, pollMs: 300, socketsPerAddress: 12 };
let demo: Demo;
let topic: string;

beforeAll(async () => {
	demo = await startDemo(Date.now, { limits });
	({ topic } = await openPoll(demo.app));
});
afterAll(() => demo.stop());

const ask = (asking: Partial<Parameters<typeof poll>[1]> = {}) =>
	poll(demo.origin, { topic, ...asking });
/** The smallest commands there are: as quickly after each other as the disk allows. */
const happen = (times = 1, { app } = demo) =>
	app.storage.write({ kind: 'system', job: 'test' }, async ({ emit }) => {
		for (let n = 0; n < times; n++)
			emit({ type: 'contribution.kept', topic, kind: 'contribution', id: 'none', version: 1 });
	});
async function now(): Promise<Cursor> {
	const { messages } = await ask();
	const [sub] = messages;
	if (sub?.t !== 'sub') throw new Error('no answer to the subscription');
	return { e: sub.e, o: sub.o };
}
test('without a cursor a poll says at once where the topic stands', async () => {
	const { status, messages, headers } = await ask();
	expect(status).toBe(200);
	expect(messages).toEqual([
		{
			t: 'sub',
			id: 0,
			topic,
			e: expect.any(String) as string,
			o: expect.any(Number) as number,
			n: 0
		}
	]);
	expect(headers['cache-control']).toBe('no-store');
});

test('what was missed is told at once', async () => {
	const since = await now();
	await happen(3);
	const { messages } = await ask({ since });
	expect(messages[0]).toMatchObject({ t: 'sub', o: since.o + 3, n: 3 });
	expect(
		messages
			.slice(1)
			.flatMap(eventsOf)
			.map(({ o }) => o)
	).toEqual([1, 2, 3].map((n) => since.o + n));
});

test('where nothing was missed, it waits for what happens next; a burst comes with one answer', async () => {
	const own = await startDemo(Date.now, { limits: { burstMs: 400 } });
	const [sub] = (await poll(own.origin, { topic })).messages;
	if (sub?.t !== 'sub') throw new Error('not followed');
	const waiting = poll(own.origin, { topic, since: sub });
	let answered = false;
	void waiting.then(() => (answered = true));
	while (!answered) await happen(1, own);
	const { messages } = await waiting;
	const offsets = messages.flatMap(eventsOf).map(({ o }) => o);
	expect(offsets.length).toBeGreaterThan(1);
	expect(offsets).toEqual(offsets.map((_, n) => offsets[0]! + n));
	await own.stop();
});

test('where nothing happens, it ends with a beat of the heart', async () => {
	const since = await now();
	const { messages } = await ask({ since });
	expect(messages.map(({ t }) => t)).toEqual(['sub', 'hb']);
	expect(messages[1]).toMatchObject({ h: { [topic]: since.o } });
});

test('poll after poll, each event comes once and in order, however they fall', async () => {
	const begin = await now();
	const total = 300;
	let written = 0;
	const writing = (async () => {
		while (written < total) await happen(Math.min(3, total - written)).then(() => (written += 3));
	})();
	let since = begin;
	const seen: number[] = [];
	while (seen.length < total) {
		const { messages } = await ask({ since });
		expect(messages[0]).toMatchObject({ t: 'sub' });
		seen.push(...messages.flatMap(eventsOf).map(({ o }) => o));
		since = { ...since, o: seen.at(-1) ?? since.o };
	}
	await writing;
	expect(seen).toEqual(Array.from({ length: total }, (_, n) => begin.o + 1 + n));
});

test('a cursor that means nothing here is answered with `reset`; half a cursor makes no sense', async () => {
	const { e, o } = await now();
	expect((await ask({ since: { e: 'another', o } })).messages).toEqual([
		{ t: 'reset', topic, why: 'epoch' }
	]);
	expect((await ask({ since: { e, o: o + 1 } })).messages).toEqual([
		{ t: 'reset', topic, why: 'ahead' }
	]);
	for (const half of [{ e }, { o }])
		expect(await ask({ since: half as Cursor })).toMatchObject({ status: 400 });
	expect(await ask({ since: { e, o: '1.5' as never } })).toMatchObject({ status: 400 });
});

test('a session that ends answers its polls within a second', async () => {
	const own = await startDemo();
	const [person] = await addResidents(own.app, (await openPoll(own.app)).poll.id, 1);
	const { cookie } = person!;
	const [sub] = (await poll(own.origin, { topic: 'a:me', cookie })).messages;
	if (sub?.t !== 'sub') throw new Error('not followed');
	const mine = poll(own.origin, { topic: 'a:me', cookie, since: sub });
	const stream = await openStream(own.origin, { topic: 'a:me', cookie });
	await stream.next('sub');
	const began = performance.now();
	expect((await own.client(cookie)('DELETE', '/session')).status).toBe(204);
	expect((await mine).messages.at(-1)).toEqual({ t: 'reset', topic: 'a:me', why: 'rights' });
	expect(performance.now() - began).toBeLessThan(1000);
	await own.stop();
});

test('more than there are places for are refused, and each place is given back', async () => {
	const since = await now();
	const polls = Array.from({ length: limits.socketsPerAddress + 1 }, () => ask({ since }));
	const statuses = (await Promise.all(polls)).map(({ status }) => status);
	expect(statuses.filter((status) => status === 429)).toHaveLength(1);
	expect((await ask()).status).toBe(200);
});

test('when the server stops, polls that are held are answered with `bye`', async () => {
	const own = await startDemo(Date.now, { limits: { socketsPerAddress: 4 } });
	const [sub] = (await poll(own.origin, { topic })).messages;
	if (sub?.t !== 'sub') throw new Error('not followed');
	const polls = Array.from({ length: 3 }, () => poll(own.origin, { topic, since: sub }));
	const stream = await openStream(own.origin, { topic });
	await stream.next('sub');
	// All of them are held: there is no place left.
	await expect.poll(async () => (await poll(own.origin, { topic })).status).toBe(429);
	await own.stop();
	for (const { messages } of await Promise.all(polls))
		expect(messages.map(({ t }) => t)).toEqual(['sub', 'bye']);
});
