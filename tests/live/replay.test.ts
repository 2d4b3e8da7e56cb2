import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLive } from '../support/live.ts';
import { startWithPoll } from '../support/open-poll.ts';
import type { openPoll, Resident } from '../support/residents.ts';
import type { Demo } from '../support/server.ts';

let demo: Demo;
let open: Awaited<ReturnType<typeof openPoll>>;
let people: Resident[];

beforeAll(async () => {
	({ demo, open, people } = await startWithPoll(2));
});
afterAll(() => demo.stop());

test('the log itself holds references only: no words, no choices, no names', async () => {
	const { db, t } = demo.app.storage;
	const rows = await db.select().from(t.liveEvents);
	expect(Object.keys(rows[0]!).sort()).toEqual(
		['atMs', 'kind', 'objectId', 'objectVersion', 'offset', 'topic', 'type'].sort()
	);
	expect(JSON.stringify(rows)).not.toMatch(/[а-яіїє]/i);
});

test('what is told live is what anybody finds who looks at the page', async () => {
	const live = await openLive(demo.origin).open();
	await live.sub(open.topic);
	const { id } = await demo.app.contributions.write(people[1]!.actor, {
		number: open.number,
		kind: 'opinion',
		text: 'Думка, яку побачать усі однаково',
		display: 'resident'
	});
	const told = await live.event(({ ref }) => ref[1] === id);
	const list = await demo.visitor('GET', `/consultations/${open.number}/contributions?limit=1`);
	expect((list.body as { items: unknown[] }).items[0]).toEqual(told.data);
	expect(JSON.stringify(told)).not.toMatch(/resident-1|person-|Олена/);
	live.socket.terminate();
});
