import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLive, type LiveClient } from '../support/live.ts';
import { startWithPoll } from '../support/open-poll.ts';
import type { openPoll, Resident } from '../support/residents.ts';
import type { Demo } from '../support/server.ts';

const ballotsMs = 300;
let demo: Demo;
let people: Resident[];
let open: Awaited<ReturnType<typeof openPoll>>;
let live: LiveClient;

beforeAll(async () => {
	({ demo, open, people } = await startWithPoll(60, { ballotsMs }));
});
beforeEach(async () => {
	live = await openLive(demo.origin).open();
	await live.sub(open.topic);
	return () => live.socket.terminate();
});
afterAll(() => demo.stop());

const cast = ({ actor }: Resident, option = 0) =>
	demo.app.polls.cast(actor, {
		pollId: open.poll.id,
		choice: { option: open.poll.options[option]!.id }
	});
/** The smallest commands there are: as quickly after each other as the disk allows. */
const happen = (times = 1) =>
	demo.app.storage.write({ kind: 'system', job: 'test' }, async ({ emit }) => {
		const { topic } = open;
		for (let n = 0; n < times; n++)
			emit({ type: 'contribution.kept', topic, kind: 'contribution', id: 'none', version: 1 });
	});

test('while commands follow each other without a pause, they are told of as they happen', async () => {
	const told: number[] = [];
	live.socket.on('message', () => told.push(performance.now()));
	const began = performance.now();
	let busiest = 0;
	for (let last = began; last - began < 1500;) {
		await happen();
		busiest = Math.max(busiest, performance.now() - last);
		last = performance.now();
	}
	const silences = told.map((at, place) => at - (told[place - 1] ?? began));
	expect(Math.max(...silences)).toBeLessThan(50 + 5 * busiest);
});

test('a burst is told whole and in order', async () => {
	const { o } = await live.sub(open.topic).then((answer) => answer as { o: number });
	await Promise.all([happen(1200), happen(3), happen(1200)]);
	const events = await live.events(2403);
	expect(events.map((event) => event.o)).toEqual(events.map((_, place) => o + 1 + place));
});

test('ballots are told together, with the number of participants and nothing of the voter', async () => {
	const before = open.poll.participants.verified;
	const frames: { at: number; text: string }[] = [];
	await cast(people[0]!);
	await live.events(1);
	live.socket.on('message', (bytes: Buffer) =>
		frames.push({ at: performance.now(), text: bytes.toString() })
	);
	const began = performance.now();
	for (const person of people.slice(1)) await cast(person);
	const events = await live.events(people.length - 1);
	expect(events.at(-1)!.data).toEqual({
		participants: { verified: before + people.length, declared: expect.any(Number) as number }
	});
	// Spread over the time it took, at most one telling in each while.
	const tellings = frames.filter(({ at }, n) => n === 0 || at - frames[n - 1]!.at > ballotsMs / 2);
	const whiles = Math.ceil((frames.at(-1)!.at - began) / ballotsMs);
	expect(tellings.length).toBeLessThanOrEqual(whiles + 1);
	expect(frames[0]!.at - began).toBeGreaterThan(ballotsMs / 2);
	for (const { text } of frames) expect(text).not.toMatch(/resident|person|"at|option|choice|tag/);
	for (const { ref } of events) expect(ref).toEqual(['poll', open.poll.id, 1]);
});

test('what the log keeps of a ballot is the hour, not the moment', async () => {
	const { db, t } = demo.app.storage;
	const kept = (await db.select().from(t.liveEvents)).filter(({ kind }) => kind === 'poll');
	expect(kept.length).toBeGreaterThan(people.length);
	expect(kept.filter(({ atMs }) => atMs % 3_600_000 !== 0)).toEqual([]);
});
