import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { eq } from 'drizzle-orm';
import { follow } from '#lib/live/index.ts';
import { createHappenings } from '../support/happenings.ts';
import type { Cursor } from '../support/live.ts';
import { startProxy, type Proxy } from '../support/fault-proxy.ts';
import { addResidents, openPoll } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { createWatcher, freshLook, type Watcher } from '../support/watcher.ts';

/** The client's own code, as pages run it, over lines that break. */

const silence = 700;
const patience = 200;
const longestPause = 500;
let proxy: Proxy;
let demo: Demo;
let open: Awaited<ReturnType<typeof openPoll>>;
let next: () => Promise<void>;
const stops: (() => void)[] = [];

beforeAll(async () => {
	proxy = await startProxy();
	demo = await startDemo(Date.now, {
		settings: { VICHE_ORIGIN: proxy.origin },
		limits: { socketsPerAddress: 2000, beatMs: 200, pongMs: 150, ballotsMs: 100, recovery: 60 }
	});
	open = await openPoll(demo.app);
	({ next } = createHappenings(demo.app, open, await addResidents(demo.app, open.poll.id, 20)));
});
beforeEach(() => {
	pointAtServer();
});
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
});
afterAll(async () => {
	await demo.stop();
	await proxy.close();
});

async function begin(reload?: (signal: AbortSignal) => Promise<Cursor>) {
	const watcher = createWatcher(demo.visitor, open.number);
	const states: string[] = [];
	const from = await watcher.read();
	stops.push(
		follow({
			origin: proxy.origin,
			topics: { [open.topic]: from },
			apply: (events) => events.forEach(watcher.take),
			reload: (_, signal) => reload?.(signal) ?? watcher.read(),
			state: (state) => states.push(state),
			times: { silence, patience, longestPause }
		}).stop
	);
	return { watcher, states };
}
const head = async () => {
	const page = await demo.visitor('GET', `/consultations/${open.number}`);
	return (page.body as { cursor: { e: string; o: number } }).cursor.o;
};
const live = async (states: string[]) => vi.waitFor(() => expect(states.at(-1)).toBe('live'), 5000);
/** So much happens while the line is cut that catching up is not worth it. */
async function missMuch(): Promise<void> {
	goAway();
	await happen(70);
	pointAtServer();
}
/** As when the server is gone: lines that are open end, and there are no others. */
function goAway(): void {
	proxy.pointAt(undefined);
	proxy.cut(100, 'reset');
	demo.server.server.closeAllConnections();
}
const pointAtServer = () => proxy.pointAt((demo.server.server.address() as { port: number }).port);
async function caughtUp(watcher: Watcher): Promise<void> {
	const end = await head();
	await vi.waitFor(() => expect(watcher.cursor.o).toBe(end), 8000);
}
async function happen(times: number): Promise<void> {
	for (let n = 0; n < times; n++) await next();
}

test('the client sees every event once and in order, however often its line is cut', async () => {
	const followers = await Promise.all(Array.from({ length: 30 }, () => begin()));
	const cutting = setInterval(() => proxy.cut(1 + Math.floor(Math.random() * 3)), 60);
	for (let n = 0; n < 400; n++) {
		await next();
		await new Promise((resolve) => setTimeout(resolve, 4));
	}
	clearInterval(cutting);
	const end = await head();
	await vi.waitFor(
		() => expect(followers.filter(({ watcher }) => watcher.cursor.o !== end)).toHaveLength(0),
		{ timeout: 15_000, interval: 100 }
	);
	expect(followers.flatMap(({ watcher }) => watcher.faults)).toEqual([]);
	const fresh = await freshLook(demo.visitor, open.number);
	expect(followers.flatMap(({ watcher }) => watcher.differences(fresh))).toEqual([]);
	expect(proxy.cuts).toBeGreaterThan(30);
});

test('on a line that is dead without a word the page says so within its time, and comes back', async () => {
	const { states, watcher } = await begin();
	await live(states);
	const began = performance.now();
	proxy.cut(100, 'silence');
	await vi.waitFor(() => expect(states).toContain('offline'), 5000);
	expect(performance.now() - began).toBeLessThan(silence + 400);
	await happen(5);
	await live(states);
	await caughtUp(watcher);
	expect(watcher.readings).toBe(1);
});

test('while the server is away the client goes on trying, and catches up', async () => {
	const { states, watcher } = await begin();
	await live(states);
	const requests = vi.spyOn(globalThis, 'fetch');
	goAway();
	// A socket that led through is tried again and again, then the other ways.
	await vi.waitFor(() => expect(requests).toHaveBeenCalledTimes(2), 5000);
	requests.mockRestore();
	expect(states).toEqual(['catching_up', 'live', 'offline']);
	await happen(10);
	pointAtServer();
	await caughtUp(watcher);
	expect(states.at(-1)).toBe('live');
	expect(watcher.faults).toEqual([]);
});

test('when the page cannot be read anew, the client tries again instead of falling silent', async () => {
	let refusals = 0;
	const { states, watcher } = await begin(async () => {
		if (++refusals <= 2) throw new Error('The page answers 503.');
		return watcher.read();
	});
	await live(states);
	await missMuch();
	await vi.waitFor(() => expect(watcher.readings).toBe(2), 10_000);
	await happen(3);
	await caughtUp(watcher);
	expect([refusals, states.at(-1)]).toEqual([3, 'live']);
});

test('when the page does not come at all, the client gives it up and asks again', async () => {
	let asked = 0;
	const { states, watcher } = await begin((signal) =>
		++asked > 1
			? watcher.read()
			: new Promise((_, reject) =>
					signal.addEventListener('abort', () => reject(signal.reason as Error))
				)
	);
	await live(states);
	await missMuch();
	await vi.waitFor(() => expect(watcher.readings).toBe(2), 10_000);
	await caughtUp(watcher);
	expect(asked).toBe(2);
});

test('a line that is cut while the page is read anew leaves the client following', async () => {
	const { states, watcher } = await begin(async () => {
		const cursor = await watcher.read();
		proxy.cut(100, 'reset');
		return cursor;
	});
	await live(states);
	await missMuch();
	await vi.waitFor(() => expect(watcher.readings).toBe(2), 10_000);
	await happen(3);
	await caughtUp(watcher);
	expect(watcher.faults).toEqual([]);
});

test('an event that was not told of is fetched as soon as the next one shows the gap', async () => {
	const { states, watcher } = await begin();
	await live(states);
	const { o } = watcher.cursor;
	// As if a frame had got lost on the way: it is in the log, and nobody was told.
	await demo.app.storage.write({ kind: 'system', job: 'test' }, async ({ db, t }) => {
		await db.insert(t.liveEvents).values({
			topic: open.topic,
			offset: o + 1,
			atMs: 0,
			type: 'contribution.kept',
			kind: 'contribution',
			objectId: 'none',
			objectVersion: 1
		});
		await db
			.update(t.topics)
			.set({ head: o + 1 })
			.where(eq(t.topics.name, open.topic));
	});
	await next();
	await vi.waitFor(() => expect(watcher.cursor.o).toBe(o + 2), 5000);
	expect(watcher.faults).toEqual([]);
});

test('after a stop of the server the client comes back to the next one, and has missed nothing', async () => {
	const { states, watcher } = await begin();
	await live(states);
	await demo.stop();
	await vi.waitFor(() => expect(states.at(-1)).toBe('offline'));
	demo = await startDemo(Date.now, {
		settings: { VICHE_ORIGIN: proxy.origin },
		folder: demo.folder
	});
	pointAtServer();
	const { next } = createHappenings(
		demo.app,
		open,
		await addResidents(demo.app, open.poll.id, 1, 'later')
	);
	await next();
	const end = await head();
	// The server asked for a pause of up to eight seconds, or all would come back at once.
	await vi.waitFor(() => expect(watcher.cursor.o).toBe(end), 10_000);
	expect([watcher.readings, watcher.faults]).toEqual([1, []]);
});
