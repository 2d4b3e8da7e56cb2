import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { completeDraft, createWorld, type World } from '../support/world.ts';
import { hromada } from '../support/places.ts';

const slug = 'zhydachiv-rada';
const visitor = { kind: 'visitor' } as const;
const reason = 'Проєкт державної програми ще не затвердили.';
let world: World;

beforeEach(async () => {
	world = await createWorld();
});
afterEach(() => world.storage.close());

const planned = (quarter: string, title = 'Мережа шкіл громади') => ({
	authority: slug,
	quarter,
	title: { uk: title, pl: '', en: '' },
	topic: 'education',
	areaIds: [hromada],
	why: 'У сільських школах дедалі менше учнів.'
});
const add = (quarter: string, title?: string, actor: AccountActor = world.official) =>
	world.app.plans.add(actor, planned(quarter, title));
const publish = (year: number) =>
	world.app.plans.publish(world.official, { authority: slug, year });
const plan = (year: number) => world.app.plans.of(visitor, { slug, year });

test('nobody outside sees a plan before it is published, and what comes later is marked', async () => {
	const { id } = await add('2027-1');
	expect((await plan(2027)).planned).toEqual([]);
	expect(await world.app.plans.office(world.official, { authority: slug })).toMatchObject({
		planned: [{ id, publishedAt: null }]
	});
	await publish(2027);
	await expect(publish(2027)).rejects.toMatchObject({ code: 'already_announced' });
	await add('2027-2', 'Вода в селах громади');
	expect(await plan(2027)).toMatchObject({
		published: [{ year: 2027 }],
		planned: [
			{ id, year: 2027, quarter: 1, addedLater: false, places: [] },
			{ quarter: 2, addedLater: true }
		]
	});
});

test('what is postponed or dropped stays in sight with its reason', async () => {
	const { app, official } = world;
	const { id } = await add('2026-4');
	const unread = await add('2026-4', 'Те, що передумали питати');
	await app.plans.drop(official, { ...unread, reason: '' });
	await publish(2026);
	const postpone = (quarter: string) =>
		app.plans.postpone(official, { id, version: 1, quarter, reason });
	await expect(postpone('2026-3')).rejects.toMatchObject({ code: 'invalid_input' });
	await expect(postpone('2026-4')).rejects.toMatchObject({
		details: { errors: [{ path: 'quarter', code: 'not_later' }] }
	});
	await postpone('2027-2');
	await expect(postpone('2027-3')).rejects.toMatchObject({ code: 'version_conflict' });
	const moved = { id, year: 2027, quarter: 2, addedLater: false };
	const change = { kind: 'postponed', reason, year: 2026, quarter: 4 };
	expect((await plan(2026)).planned).toMatchObject([{ ...moved, changes: [change] }]);
	expect((await plan(2027)).planned).toMatchObject([moved]);

	const words = planned('', 'Мережа шкіл і садків');
	await app.plans.revise(official, { id, version: 2, ...words });
	await app.plans.drop(official, { id, version: 3, reason });
	expect((await plan(2027)).planned).toMatchObject([
		{
			title: { uk: 'Мережа шкіл і садків' },
			droppedAt: world.now(),
			changes: [
				change,
				{ kind: 'reworded', title: { uk: 'Мережа шкіл громади' } },
				{ kind: 'dropped', reason }
			]
		}
	]);
	await expect(app.plans.begin(official, { id })).rejects.toMatchObject({ code: 'not_now' });
});

test('one press makes it a draft, and once announced the plan leads to the consultation', async () => {
	const { app, official } = world;
	const { id } = await add('2026-4');
	await publish(2026);
	const unplanned = await world.announced();
	const { draftId } = await app.plans.begin(official, { id });
	expect((await app.drafts.page(official, { id: draftId })).draft).toMatchObject({
		title: { uk: 'Мережа шкіл громади' },
		topic: 'education',
		areaIds: [hromada]
	});
	// Of the draft nobody outside knows.
	expect((await plan(2026)).planned).toMatchObject([{ draftId: null, consultation: null }]);
	await app.drafts.revise(official, { id: draftId, draft: completeDraft });
	const { number } = await app.drafts.announce(official, { id: draftId });
	expect(await plan(2026)).toMatchObject({
		planned: [{ id, consultation: { number, phase: 'announced' } }],
		unplanned: [{ number: unplanned.number, year: 2026, quarter: 4 }]
	});
	await expect(app.plans.drop(official, { id, reason })).rejects.toMatchObject({ code: 'not_now' });
});

test('a quarter that is over without an announcement says so', async () => {
	await add('2026-4');
	await publish(2026);
	world.moveTo('2027-01-02T10:00:00Z');
	expect((await plan(2026)).planned).toMatchObject([{ overdue: true }]);
	await expect(add('2026-4')).rejects.toMatchObject({
		details: { errors: [{ path: 'quarter', code: 'not_a_choice' }] }
	});
});

test('feeds tell a plan when it comes out, as it stood then, and each change of it once', async () => {
	const { app, official } = world;
	const feed = (followed = {}) => app.plans.feed(visitor, { authority: slug, ...followed });
	const { id } = await add('2026-4');
	expect(await feed()).toEqual([]);
	await publish(2026);
	const came = world.now();
	world.moveTo('2026-11-25T10:00:00Z');
	const added = await add('2026-4', 'Вода в селах громади');
	world.moveTo('2026-11-26T10:00:00Z');
	await app.plans.revise(official, { id, version: 1, ...planned('', 'Мережа шкіл і садків') });
	world.moveTo('2026-11-27T10:00:00Z');
	await app.plans.postpone(official, { id, version: 2, quarter: '2027-2', reason });
	world.moveTo('2026-11-28T10:00:00Z');
	await app.plans.drop(official, { ...added, version: 1, reason });
	const schools = { uk: 'Мережа шкіл громади' };
	const both = { uk: 'Мережа шкіл і садків' };
	expect(await feed()).toMatchObject([
		{ kind: 'dropped', reason, now: { title: { uk: 'Вода в селах громади' } } },
		{ kind: 'postponed', before: { year: 2026, quarter: 4 }, now: { year: 2027, quarter: 2 } },
		{ kind: 'reworded', before: { title: schools }, now: { title: both, year: 2026 } },
		{ kind: 'added', id: `${added.id}-added`, now: { year: 2026, quarter: 4 } },
		{ kind: 'published', at: came, year: 2026, planned: [{ title: schools, quarter: 4 }] }
	]);
	const ids = (await feed()).map((one) => one.id);
	expect(new Set(ids).size).toBe(5);
	expect((await feed({ authority: undefined })).map((one) => one.id)).toEqual(ids);
	expect(await feed({ authority: 'nobody' })).toEqual([]);
	expect(await feed({ number: 'UA-ZHD-2026-001' })).toEqual([]);
});

test('the feed of a place tells what is planned for it, within it and for all around it', async () => {
	await add('2027-1');
	await publish(2027);
	const told = async (area: string) =>
		(await world.app.plans.feed(visitor, { area })).map(({ kind }) => kind);
	const [settlement] = await world.storage.read(({ db, t }) =>
		db.select({ id: t.areas.id }).from(t.areas).where(eq(t.areas.parentId, hromada))
	);
	for (const area of [hromada, settlement!.id, 'stryi', 'oblast'])
		expect(await told(area), area).toEqual(['published']);
	expect(await told('turka')).toEqual([]);
	expect(await told('atlantis')).toEqual([]);
});

test('only officials of the authority plan for it', async () => {
	const { otherOfficial, coordinator, olena, app } = world;
	for (const actor of [otherOfficial, coordinator, olena])
		await expect(add('2027-1', undefined, actor)).rejects.toMatchObject({ code: 'not_allowed' });
	const { id } = await add('2027-1');
	await expect(app.plans.planned(otherOfficial, { id })).rejects.toMatchObject({
		code: 'not_allowed'
	});
});
