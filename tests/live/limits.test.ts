import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLive } from '../support/live.ts';
import { startWithPoll } from '../support/open-poll.ts';
import type { Resident } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

const limits = {
	socketsPerSession: 3,
	socketsPerAddress: 12,
	topicsPerSocket: 2,
	messages: { count: 20, withinMs: 10_000 },
	firstSubscriptionMs: 1000,
	beatMs: 250,
	pongMs: 300
};
let demo: Demo;
let people: Resident[];
let number: string;
let topic: string;

beforeAll(async () => {
	const started = await startWithPoll(6, limits);
	({ demo, people } = started);
	({ number, topic } = started.open);
});
afterAll(() => demo.stop());

const open = (options = {}) => openLive(demo.origin, options).open();
async function settled(...clients: { socket: { terminate(): void }; closed: Promise<number> }[]) {
	for (const { socket } of clients) socket.terminate();
	await Promise.all(clients.map(({ closed }) => closed));
}

test('the heart beats: heads of what is followed, the time, and only of this socket', async () => {
	const [one, other] = [await open(), await open()];
	const answer = await one.sub(topic);
	await other.sub('c:UA-XXX-2026-001');
	const beat = await one.next('hb');
	expect(beat.h).toEqual({ [topic]: (answer as { o: number }).o });
	expect(Math.abs(beat.now - Date.now())).toBeLessThan(5000);
	expect((await other.next('hb')).h).toEqual({});
	await demo.app.contributions.write(people[0]!.actor, {
		number,
		kind: 'opinion',
		text: 'Думка, про яку розкажуть наживо',
		display: 'resident'
	});
	await one.next('hb', ({ h }) => h[topic] === (answer as { o: number }).o + 1);
	await settled(one, other);
});

test('what is no message ends the socket with 4400, what asks for nonsense is told so', async () => {
	const live = await open();
	live.send({ op: 'sub', id: 7, topic: '' });
	expect(await live.next('err')).toEqual({ t: 'err', id: 7, code: 'bad' });
	live.send({ op: 'shout', id: 8, topic });
	expect(await live.next('err')).toEqual({ t: 'err', id: 8, code: 'bad' });
	live.send('no JSON');
	expect(await live.closed).toBe(4400);
	const binary = await open();
	binary.socket.send(Buffer.from(JSON.stringify({ op: 'sub', id: 1, topic })));
	expect(await binary.closed).toBe(4400);
});

test('a message of more than 4 KiB ends the socket before it is read', async () => {
	const live = await open();
	live.send({ op: 'sub', id: 1, topic: 'x'.repeat(5000) });
	expect(await live.closed).toBe(1009);
});

test('more than 20 messages in ten seconds end the socket with 4429', async () => {
	const live = await open();
	for (let n = 0; n <= limits.messages.count; n++) live.send({ op: 'unsub', id: n, topic });
	expect(await live.closed).toBe(4429);
});

test('one socket follows so many topics and no more', async () => {
	const { items } = (await demo.visitor('GET', '/consultations')).body as {
		items: { number: string }[];
	};
	const live = await open();
	const answers = [];
	for (const { number } of items.slice(0, 3)) answers.push(await live.sub(`c:${number}`));
	expect(answers.map(({ t }) => t)).toEqual(['sub', 'sub', 'err']);
	expect(answers[2]).toMatchObject({ code: 'limit' });
	expect(await live.sub(`c:${items[0]!.number}`)).toMatchObject({ t: 'sub' });
	await settled(live);
});

test('one session has so many sockets, another one its own', async () => {
	const cookie = people[1]!.cookie;
	const sockets = [await open({ cookie }), await open({ cookie }), await open({ cookie })];
	expect(await openLive(demo.origin, { cookie }).closed).toBe(4429);
	const other = await open({ cookie: people[2]!.cookie });
	expect(await other.sub(topic)).toMatchObject({ t: 'sub' });
	await settled(sockets[0]!);
	await expect
		.poll(async () => {
			const again = await open({ cookie });
			const answer = await Promise.race([again.sub(topic), again.closed]);
			await settled(again);
			return answer;
		})
		.toMatchObject({ t: 'sub' });
	await settled(other, ...sockets.slice(1));
});

test('one address has so many sockets', async () => {
	const sockets = await Promise.all(Array.from({ length: limits.socketsPerAddress }, () => open()));
	expect(await openLive(demo.origin).closed).toBe(4429);
	await settled(...sockets);
});

test('who opens a socket and asks for nothing is sent away with 4408', async () => {
	const idle = await open();
	const busy = await open();
	await busy.sub(topic);
	expect(await idle.closed).toBe(4408);
	expect(busy.socket.readyState).toBe(busy.socket.OPEN);
	await settled(busy);
});

test('who answers no ping is sent away with 4408, who does stays', async () => {
	const deaf = await open({ autoPong: false });
	const alive = await open();
	await Promise.all([deaf.sub(topic), alive.sub(topic)]);
	expect(await deaf.closed).toBe(4408);
	expect(alive.socket.readyState).toBe(alive.socket.OPEN);
	await settled(alive);
});

test('who reads too slowly is sent away with 4409, and the others lose nothing by it', async () => {
	const { demo: own, open: there } = await startWithPoll(0);
	const [slow, quick] = [openLive(own.origin), openLive(own.origin)];
	await Promise.all([slow.open(), quick.open()]);
	await slow.sub(there.topic);
	const { o } = (await quick.sub(there.topic)) as { o: number };
	slow.socket.pause();
	const sockets = [...own.server.websocketServer.clients];
	for (let told = 0; !sockets.some(({ readyState }) => readyState === WebSocket.CLOSING);) {
		await own.app.storage.write({ kind: 'system', job: 'test' }, async ({ emit }) => {
			const object = { kind: 'contribution', id: 'x'.repeat(5000), version: 1 } as const;
			for (let n = 0; n < 40; n++)
				emit({ type: 'contribution.kept', topic: there.topic, ...object });
		});
		const events = await quick.events(40);
		expect(events.map((event) => event.o)).toEqual(events.map((_, n) => o + 1 + told + n));
		told += 40;
	}
	slow.socket.resume();
	expect(await slow.closed).toBe(4409);
	expect(quick.socket.readyState).toBe(WebSocket.OPEN);
	quick.socket.terminate();
	await own.stop();
});

test('a foreign page opens no socket, nor does a program that brings a session', async () => {
	const cookie = people[0]!.cookie;
	expect(await openLive(demo.origin, { origin: 'https://evil.example' }).refused).toBe(403);
	expect(await openLive(demo.origin, { origin: 'null' }).refused).toBe(403);
	expect(await openLive(demo.origin, { origin: undefined as never, cookie }).refused).toBe(403);
	const program = await open({ origin: undefined });
	expect(await program.sub(topic)).toMatchObject({ t: 'sub' });
	await settled(program);
});

test('a session that ends closes its sockets with 4401 at once, and no others', async () => {
	// With a heart that beats as seldom as it does outside of tests.
	const { demo: own, open: there, people: voters } = await startWithPoll(2);
	const [one, other] = voters;
	const enter = async (cookie?: string) => {
		const live = await openLive(own.origin, { ...(cookie && { cookie }) }).open();
		await live.sub(there.topic);
		return live;
	};
	const mine = [await enter(one!.cookie), await enter(one!.cookie)];
	const others = [await enter(other!.cookie), await enter()];
	const began = performance.now();
	expect((await own.client(one!.cookie)('DELETE', '/session')).status).toBe(204);
	expect(await Promise.all(mine.map(({ closed }) => closed))).toEqual([4401, 4401]);
	expect(performance.now() - began).toBeLessThan(1000);
	expect(others.map(({ socket }) => socket.readyState)).toEqual([1, 1]);
	await settled(...others);
	await own.stop();
});

test('a session that runs out closes its sockets at the next beat', async () => {
	const { cookie } = people[5]!;
	const mine = await open({ cookie });
	await mine.sub(topic);
	await demo.app.storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.update(t.sessions).set({ expiresAt: 0 })
	);
	expect(await mine.closed).toBe(4401);
});

test('when the server stops, everybody is told when to come back, and the socket closes with 1001', async () => {
	const own = await startDemo(Date.now, { limits });
	const clients = await Promise.all(
		Array.from({ length: 5 }, async () => {
			const live = await openLive(own.origin).open();
			await live.sub(topic);
			return live;
		})
	);
	const byes = clients.map((live) => live.next('bye'));
	const began = performance.now();
	await own.stop();
	expect(await Promise.all(byes)).toEqual(
		clients.map(() => ({ t: 'bye', retry: [1000, 8000], why: 'restart' }))
	);
	expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual(clients.map(() => 1001));
	expect(performance.now() - began).toBeLessThan(10_000);
});
