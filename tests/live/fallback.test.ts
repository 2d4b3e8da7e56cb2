import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { follow } from '#lib/live/index.ts';
import { openBrowser, pageFor } from '../support/browser.ts';
import { startFilter } from '../support/filter.ts';
import { createHappenings } from '../support/happenings.ts';
import { addResidents, openPoll } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { createWatcher, freshLook } from '../support/watcher.ts';

/** Networks that let through less and less: pages and programs are live all the same. */

let filter: Awaited<ReturnType<typeof startFilter>>;
let demo: Demo;
let open: Awaited<ReturnType<typeof openPoll>>;
let next: () => Promise<void>;
let stop: (() => void) | undefined;

beforeAll(async () => {
	filter = await startFilter();
	demo = await startDemo(Date.now, {
		settings: { VICHE_ORIGIN: filter.origin },
		limits: { socketsPerAddress: 2000, beatMs: 200, pollMs: 400, ballotsMs: 100 }
	});
	filter.pointAt((demo.server.server.address() as AddressInfo).port);
	open = await openPoll(demo.app);
	({ next } = createHappenings(demo.app, open, await addResidents(demo.app, open.poll.id, 20)));
});
beforeEach(() => filter.become({ upgrades: 'pass', streams: 'pass' }));
afterEach(() => {
	stop?.();
	stop = undefined;
});
afterAll(async () => {
	await demo.stop();
	await filter.close();
});

const isLive = (page: Page) => page.waitForSelector('#live .state:not(.off)');
async function written(): Promise<void> {
	const resident = await demo.actorOf('resident.zhydachiv');
	await demo.app.contributions.write(resident, {
		number: 'UA-ZHD-2026-001',
		kind: 'opinion',
		text: 'Думка, яка має дійти через будь-яку мережу.',
		display: 'resident'
	});
}

test('a page is live by a stream where sockets are refused, by polls where streams are cut, and by a socket again', async () => {
	filter.become({ upgrades: 'refuse' });
	const { page, complaints, close } = await pageFor(await openBrowser(), demo, null);
	await page.goto(`${filter.origin}/en/consultations/UA-ZHD-2026-001`);
	await isLive(page);
	expect(filter.passed).toEqual({ upgrades: 0, streams: 1, polls: 0 });
	await written();
	await page.waitForSelector('#live .news:has-text("1 new contribution, show")');

	filter.become({ streams: 'cut' });
	await page.waitForSelector('#live .state.off');
	await written();
	await page.waitForSelector('#live .news:has-text("2 new contributions, show")');
	await isLive(page);
	expect(filter.passed.polls).toBeGreaterThan(0);
	// What leads through is taken first on the next page.
	const { streams } = filter.passed;
	await page.reload();
	await isLive(page);
	expect(filter.passed.streams).toBe(streams);

	filter.become({ upgrades: 'pass', streams: 'pass' });
	// Another network, as a telephone finds it.
	await page.context().setOffline(true);
	await page.waitForSelector('#live .state.off');
	await page.context().setOffline(false);
	await isLive(page);
	expect(filter.passed.upgrades).toBe(1);
	await written();
	await page.click('#live .news:has-text("1 new contribution, show")');
	await page.waitForSelector('#contributions article:has-text("будь-яку мережу") a:focus');
	expect(complaints.filter((one) => !/WebSocket|ERR_|426/.test(one))).toEqual([]);
	await close();
});

async function begin(times = {}) {
	const watcher = createWatcher(demo.visitor, open.number);
	// A connection of before may just have been cut.
	const cursor = await vi.waitFor(() => watcher.read());
	const states: string[] = [];
	({ stop } = follow({
		origin: filter.origin,
		topics: { [open.topic]: cursor },
		apply: (events) => events.forEach(watcher.take),
		reload: () => watcher.read(),
		state: (state) => states.push(state),
		times: { silence: 1500, patience: 200, longestPause: 300, opening: 400, ...times }
	}));
	return { watcher, states };
}
async function caughtUp({ watcher }: Awaited<ReturnType<typeof begin>>): Promise<void> {
	const page = await vi.waitFor(() => demo.visitor('GET', `/consultations/${open.number}`));
	const { o } = (page.body as { cursor: { o: number } }).cursor;
	await vi.waitFor(() => expect(watcher.cursor.o).toBe(o), 8000);
}

test('where a proxy keeps back what does not end, a program is live by polls', async () => {
	filter.become({ upgrades: 'refuse', streams: 'hold' });
	const before = filter.passed.polls;
	const follower = await begin();
	await vi.waitFor(() => expect(follower.states.at(-1)).toBe('live'), 5000);
	for (let n = 0; n < 12; n++) await next();
	await caughtUp(follower);
	expect(filter.passed.polls).toBeGreaterThan(before);
	expect([follower.watcher.faults, follower.states]).toEqual([[], ['catching_up', 'live']]);
});

test('each event is seen once and in order, whatever the network lets through meanwhile', async () => {
	const follower = await begin({ remembered: 300 });
	const networks = [
		[{ upgrades: 'refuse', streams: 'pass' }, 'streams'],
		[{ streams: 'cut' }, 'polls'],
		[{ upgrades: 'pass', streams: 'pass' }, 'upgrades'],
		[{ upgrades: 'refuse', streams: 'hold' }, 'polls']
	] as const;
	for (const [network, way] of networks) {
		filter.become(network);
		const before = filter.passed[way];
		// Much happens until the other way is found.
		const found = async () => {
			await next();
			expect(filter.passed[way]).toBeGreaterThan(before);
		};
		await vi.waitFor(found, { timeout: 8000, interval: 15 });
	}
	await caughtUp(follower);
	const { watcher } = follower;
	expect(watcher.faults).toEqual([]);
	expect(watcher.differences(await freshLook(demo.visitor, open.number))).toEqual([]);
});

test('what there is no such topic for is told at once, and everything else goes on', async () => {
	filter.become({ upgrades: 'refuse' });
	const states: string[] = [];
	const { stop: end } = follow({
		origin: filter.origin,
		topics: { 'c:UA-XXX-2026-001': undefined },
		apply: () => undefined,
		reload: () => Promise.reject(new Error('never')),
		state: (state) => states.push(state),
		times: { longestPause: 300 }
	});
	stop = end;
	const before = filter.passed.streams;
	await vi.waitFor(() => expect(states.at(-1)).toBe('offline'), 5000);
	expect(filter.passed.streams - before).toBe(1);
});
