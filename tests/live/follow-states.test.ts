import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { follow } from '#lib/live/index.ts';
import type { ServerMessage } from '#server/live/messages.ts';

/** The client against a peer that does what ours would not: it repeats, leaves out, and sends away. */

const topic = 'c:UA-ZHD-2026-001';
const patience = 100;
let peer: WebSocketServer;
let line: WebSocket;
let lines: number;
/** What the client asked for, by the offset it asks from. */
let asked: number[];
let applied: number[];
let states: string[];
let readings: number;
let stop: () => void;

beforeEach(async () => {
	[lines, asked, applied, states, readings] = [0, [], [], [], 0];
	peer = new WebSocketServer({ port: 0 });
	peer.on('connection', (socket) => {
		line = socket;
		lines++;
		socket.on('message', (bytes: Buffer) => {
			asked.push((JSON.parse(bytes.toString()) as { since: { o: number } }).since.o);
		});
	});
	await once(peer, 'listening');
	({ stop } = follow({
		origin: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`,
		topics: { [topic]: { e: 'first', o: 0 } },
		apply: (events) => applied.push(...events.map(({ o }) => o)),
		async reload() {
			readings++;
			return { e: 'second', o: 10 };
		},
		state: (state) => states.push(state),
		times: { patience, silence: 1000, longestPause: 100 }
	}));
	await until(() => asked.length === 1);
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	stop();
	peer.close();
	for (const client of peer.clients) client.terminate();
});

const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 5000, interval: 5 });
const send = (message: ServerMessage) => line.send(JSON.stringify(message));
const event = (o: number): ServerMessage => ({
	t: 'ev',
	topic,
	o,
	type: 'contribution.kept',
	ref: ['contribution', 'one', 1],
	data: null
});
const beat = (head: number): ServerMessage => ({ t: 'hb', h: { [topic]: head }, now: 0 });
function answer(o: number, n = 0): void {
	send({ t: 'sub', id: 1, topic, e: 'first', o, n });
}
/** Everything sent until now has been taken: a ping is answered in its turn. */
async function taken(): Promise<void> {
	line.ping();
	await once(line, 'pong');
}

test('what comes twice is applied once', async () => {
	answer(0);
	for (const o of [1, 2, 2, 1, 3, 3]) send(event(o));
	await until(() => applied.length >= 3);
	await taken();
	expect(applied).toEqual([1, 2, 3]);
});

test('after a gap it asks again from the last one, once, and applies nothing beyond it', async () => {
	answer(0);
	for (const o of [1, 3, 4, 5, 6]) send(event(o));
	await until(() => asked.length === 2);
	await taken();
	// On the same line, and not because it fell silent.
	expect([asked, applied, lines]).toEqual([[0, 1], [1], 1]);
	answer(6, 5);
	for (const o of [2, 3, 4, 5, 6, 7]) send(event(o));
	await until(() => applied.length === 7);
	expect([asked, applied]).toEqual([
		[0, 1],
		[1, 2, 3, 4, 5, 6, 7]
	]);
});

test('a head that stays ahead is a loss and is asked for; one that is reached in time is not', async () => {
	answer(0);
	send(beat(1));
	send(event(1));
	send(beat(1));
	const began = performance.now();
	send(beat(3));
	await until(() => asked.length === 2);
	expect(performance.now() - began).toBeGreaterThan(patience - 20);
	// On the same line, and not because it fell silent.
	expect([asked, lines]).toEqual([[0, 1], 1]);
});

test('told to read anew it does so once, and goes on from what it read', async () => {
	answer(0);
	for (let n = 0; n < 3; n++) send({ t: 'reset', topic, why: 'trimmed' });
	await until(() => asked.length === 2);
	await taken();
	expect([asked, readings]).toEqual([[0, 10], 1]);
	send({ t: 'sub', id: 1, topic, e: 'second', o: 10, n: 0 });
	send(event(11));
	await until(() => applied.length === 1);
	expect([applied, states.at(-1)]).toEqual([[11], 'live']);
});

test.each([1000, 1001, 1006, 4408, 4409, 4429])(
	'after an end with %i it comes back with its cursor',
	async (code) => {
		answer(0);
		send(event(1));
		await until(() => applied.length === 1);
		if (code === 1006) line.terminate();
		else line.close(code);
		await until(() => asked.length === 2);
		expect([asked, lines, states.includes('offline')]).toEqual([[0, 1], 2, true]);
	}
);

test.each([4400, 4401, 4403])('after an end with %i it does not come back', async (code) => {
	answer(0);
	await taken();
	const ways = [vi.spyOn(globalThis, 'WebSocket'), vi.spyOn(globalThis, 'fetch')];
	vi.useFakeTimers({ toFake: ['setTimeout'] });
	line.close(code);
	await until(() => states.at(-1) === 'offline');
	// However long a pause it might have taken.
	vi.runAllTimers();
	for (const way of ways) expect(way).not.toHaveBeenCalled();
});

test('it comes back when it was told to, not earlier', async () => {
	send({ t: 'bye', retry: [500, 500], why: 'restart' });
	await taken();
	const began = performance.now();
	line.close(1001);
	await until(() => lines === 2);
	expect(performance.now() - began).toBeGreaterThan(450);
});

test('refused, it says that the page is not live and keeps what it shows', async () => {
	send({ t: 'err', id: 1, code: 'forbidden' });
	await until(() => states.at(-1) === 'offline');
	expect([asked, readings, applied]).toEqual([[0], 0, []]);
});
