import { afterAll, beforeAll, expect, test } from 'vitest';
import { besiege } from '../support/hostile.ts';
import { openLive } from '../support/live.ts';
import { frame, openRaw, text } from '../support/raw-socket.ts';
import { addResidents, openPoll } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** RELIABILITY P16: who is slow or hostile hurts nobody else. */
let demo: Demo;
let topic: string;
let pollId: string;
beforeAll(async () => {
	demo = await startDemo();
	const open = await openPoll(demo.app);
	({ topic } = open);
	pollId = open.poll.id;
});
afterAll(() => demo.stop());

const sub = () => text({ op: 'sub', id: 1, topic });
const times = (count: number, bytes: Buffer) => Buffer.concat(Array<Buffer>(count).fill(bytes));
const closing = (code: number) => Buffer.from([code >> 8, code & 0xff]);
const [fin, string, ping, pong, close] = [0x80, 0x1, 0x9, 0xa, 0x8];

test.concurrent.each<[string, Buffer, number]>([
	['a message of more than 4 KiB', frame(fin | string, 'x'.repeat(4097)), 1009],
	['one that says it has 2⁶³ bytes', frame(fin | string, '', { length: 2n ** 63n }), 1009],
	['letters that are no UTF-8', frame(fin | string, Buffer.from([0xc3, 0x28])), 1007],
	['a frame without a mask', frame(fin | string, '{}', { isMasked: false }), 1002],
	['a bit that means compression', frame(fin | 0x40 | string, '{}'), 1002],
	['a bit that means nothing', frame(fin | 0x20 | string, '{}'), 1002],
	['a kind of frame that there is not', frame(fin | 0x3, '{}'), 1002],
	['the rest of a message that never began', frame(fin, '{}'), 1002],
	[
		'a message within a message',
		Buffer.concat([frame(string, '{'), frame(fin | string, '}')]),
		1002
	],
	['a ping in two parts', frame(ping, ''), 1002],
	['a ping of 126 bytes', frame(fin | ping, 'x'.repeat(126)), 1002],
	['a close code of one byte', frame(fin | close, 'x'), 1002],
	['the close code 999', frame(fin | close, closing(999)), 1002],
	['the close code 1006, which nobody may send', frame(fin | close, closing(1006)), 1002],
	['a reason that is no UTF-8', frame(fin | close, Buffer.from([3, 0xe8, 0xff])), 1007],
	[
		'a message in many parts of one byte',
		Buffer.concat([frame(string, '{'), times(40, frame(0, ' '))]),
		1008
	],
	['bytes instead of text', frame(fin | 0x2, '{}'), 4400],
	['no message at all', frame(fin | string, 'hello'), 4400],
	['21 messages in ten seconds', times(21, text({ op: 'unsub', id: 1, topic: 'home' })), 4429],
	['21 pings in ten seconds', times(21, frame(fin | ping, '')), 4429],
	['21 pongs that nobody asked for', times(21, frame(fin | pong, '')), 4429],
	['a polite end', frame(fin | close, closing(1000)), 1000]
])('%s ends the socket with its code', async (_, bytes, code) => {
	const raw = openRaw(demo.origin);
	expect(await raw.shakeHands()).toBe(101);
	raw.send(sub(), bytes);
	expect(await raw.closed).toBe(code);
});

test('no socket is opened at another path, for another site, or without its key', async () => {
	const [person] = await addResidents(demo.app, pollId, 1, 'hostile');
	const cookie = person!.cookie;
	const connections = () =>
		new Promise<number>((resolve) =>
			demo.server.server.getConnections((_, count) => resolve(count))
		);
	const before = await connections();
	for (const [opening, status] of [
		[{ path: '/' }, 200],
		[{ path: '/livelier' }, 404],
		[{ path: '/api/v1/events?topic=home' }, 200],
		[{ headers: { origin: 'https://evil.example' } }, 403],
		[{ headers: { origin: 'null' } }, 403],
		[{ headers: { origin: `${demo.origin}.evil.example` } }, 403],
		[{ headers: { origin: '', cookie } }, 403],
		[{ headers: { 'sec-websocket-key': 'short' } }, 400],
		[{ headers: { 'sec-websocket-version': '7' } }, 400],
		[{ headers: { host: 'evil.example' } }, 421]
	] as const) {
		const raw = openRaw(demo.origin, opening);
		expect(await raw.shakeHands(), JSON.stringify(opening)).toBe(status);
		// Half closed: the server has to do its half.
		raw.socket.end();
	}
	// What was refused leaves nothing behind.
	await expect.poll(connections).toBe(before);
});

test('a cookie of a session that is over opens what everybody may follow, and nothing else', async () => {
	const [person] = await addResidents(demo.app, pollId, 1, 'over');
	await demo.app.sessions.end(person!.cookie.split('=')[1]);
	const live = await openLive(demo.origin, { cookie: person!.cookie }).open();
	expect(await live.sub('a:me')).toMatchObject({ t: 'err', code: 'forbidden' });
	expect(await live.sub(topic)).toMatchObject({ t: 'sub' });
	live.socket.terminate();
});

test('stalled readers, floods and half handshakes are cut off; the others see every event in order', async () => {
	const used = process.cpuUsage();
	const { told, floodCodes, grown, half } = await besiege(demo, {
		stalled: 200,
		flooding: 50,
		halfOpen: 500,
		others: 10
	});
	const { user, system } = process.cpuUsage(used);
	console.log(
		`${told} events among hostile sockets, memory grew by ${Math.round(grown / 1e6)} MB, ${Math.round((user + system) / 1000)} ms of the processor`
	);
	expect(new Set(floodCodes)).toEqual(new Set([4429]));
	expect(told).toBeGreaterThan(0);
	expect(grown).toBeLessThan(300_000_000);
	for (const { socket } of half) socket.destroy();
});
