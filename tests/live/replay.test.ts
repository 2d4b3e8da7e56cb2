import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHappenings } from '../support/happenings.ts';
import { openLive, type Cursor } from '../support/live.ts';
import { addResidents, openPoll, type Resident } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

const planted = 'ПЛАНТОВАНЕ';
let demo: Demo;
let open: Awaited<ReturnType<typeof openPoll>>;
let people: Resident[];

beforeAll(async () => {
	// Nothing is read anew: each event comes again, from the first of the demo on.
	const limits = {
		messages: { count: 10_000, withinMs: 1000 },
		backlog: 10_000_000,
		recovery: 10_000
	};
	demo = await startDemo(Date.now, { limits });
	open = await openPoll(demo.app);
	people = await addResidents(demo.app, open.poll.id, 5);
});
afterAll(() => demo.stop());

async function cursor(): Promise<Cursor> {
	const page = await demo.visitor('GET', `/consultations/${open.number}`);
	return (page.body as { cursor: Cursor }).cursor;
}

test('a text that was hidden comes back by no resume, from whichever offset', async () => {
	const { next, hide } = createHappenings(demo.app, open, people);
	const watching = await openLive(demo.origin).open();
	await watching.sub(open.topic);
	for (let n = 0; n < 15; n++) await next();
	const { id } = await demo.app.contributions.write(people[0]!.actor, {
		number: open.number,
		kind: 'opinion',
		text: `${planted} слово, яке зникне`,
		display: 'resident'
	});
	// It was there: otherwise finding nothing would prove nothing.
	await watching.event(({ data }) => JSON.stringify(data).includes(planted));
	for (let n = 0; n < 15; n++) await next();
	await hide(id);
	const hidden = await watching.event(({ type, ref }) => {
		return type === 'contribution.hidden' && ref[1] === id;
	});
	expect(hidden.data).toMatchObject({ id, text: null });
	watching.socket.terminate();

	const { e, o: head } = await cursor();
	const live = await openLive(demo.origin).open();
	for (let o = 0; o <= head; o++) {
		const answer = await live.sub(open.topic, { e, o });
		expect(answer).toMatchObject({ t: 'sub', n: head - o });
		const events = await live.events(head - o);
		expect(events.map((event) => event.o)).toEqual(events.map((_, place) => o + 1 + place));
		expect(JSON.stringify(events)).not.toContain(planted);
	}
	live.socket.terminate();
});

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
