import { vi } from 'vitest';
import { createHappenings } from './happenings.ts';
import type { Cursor } from './live.ts';
import { addResidents, openPoll } from './residents.ts';
import { startDemo } from './server.ts';
import { createStormClient } from './storm-client.ts';
import { createWatcher, freshLook } from './watcher.ts';

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

/** Much happens while clients lose their lines all the time; answers what they made of it. */
export async function storm({ clients, happenings }: { clients: number; happenings: number }) {
	const limits = {
		socketsPerAddress: 20_000,
		messages: { count: 1000, withinMs: 10_000 },
		beatMs: 500,
		pongMs: 300,
		ballotsMs: 100,
		// Catching up and reading anew shall both happen often.
		recovery: Math.round(happenings / 16)
	};
	const demo = await startDemo(Date.now, { limits });
	const open = await openPoll(demo.app);
	const people = await addResidents(demo.app, open.poll.id, 40);
	const { next } = createHappenings(demo.app, open, people);
	const watchers = Array.from({ length: clients }, () => createWatcher(demo.visitor, open.number));
	const crowd = watchers.map((one) => createStormClient(demo.origin, open.topic, one));
	const running = crowd.map((client) => client.run());

	const losing = setInterval(() => {
		for (let n = 0; n < clients / 15; n++) void crowd[Math.floor(Math.random() * clients)]!.lose();
	}, 15);
	for (let n = 0; n < happenings; n++) {
		await next();
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
	clearInterval(losing);

	const page = (await demo.visitor('GET', `/consultations/${open.number}`)).body;
	const { cursor } = page as { cursor: Cursor };
	const stale = () => watchers.filter((one) => one.cursor.o !== cursor.o).length;
	await vi.waitUntil(() => stale() === 0, { timeout: 5000, interval: 50 }).catch(() => undefined);
	const fresh = await freshLook(demo.visitor, open.number);
	const outcome = {
		/** Gaps, repeats and refusals. */
		faults: watchers.flatMap(({ faults }) => faults),
		/** Who did not know everything five seconds after the last event. */
		stale: stale(),
		/** What they show and a fresh look does not. */
		differences: watchers.flatMap((one) => one.differences(fresh)),
		events: sum(watchers.map(({ seen }) => seen)),
		reconnects: sum(crowd.map(({ reconnects }) => reconnects)),
		readAnew: sum(watchers.map(({ readings }) => readings - 1))
	};
	for (const client of crowd) client.stop();
	await Promise.all(running);
	await demo.stop();
	return outcome;
}
