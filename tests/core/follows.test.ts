import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FollowKind } from '#core/follows/model.ts';
import type { AccountActor } from '#core/kernel/actor.ts';
import { hromada } from '../support/places.ts';
import { codeOf } from '../support/refusals.ts';
import { createWorld, day, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const job = { kind: 'system', job: 'test' } as const;
const reason = 'Через відключення світла люди не встигають подати пропозиції.';

beforeAll(async () => {
	world = await createWorld();
	await world.storage.write(job, async ({ db, t }) => {
		for (const id of [hromada, 'stryi', 'oblast', 'turka-hromada', 'teisariv'])
			await db
				.update(t.areas)
				.set({ slug: `place-${id.toLowerCase()}` })
				.where(eq(t.areas.id, id));
	});
	({ number } = await world.announced({ areaIds: [hromada] }));
});
afterAll(() => world.storage.close());

const follow = (actor: AccountActor, kind: FollowKind, of: string) =>
	world.app.follows.start(actor, { kind, of });
const stop = (actor: AccountActor, kind: FollowKind, of: string) =>
	world.app.follows.stop(actor, { kind, of });
const followed = async (actor: AccountActor) =>
	(await world.app.follows.own(actor, undefined)).map(({ kind, of }) => `${kind} ${of}`);
const newest = async (actor: AccountActor) => {
	const { items } = await world.app.notices.own(actor, {});
	return items.map(({ kind, consultation }) => `${kind} ${consultation?.number}`);
};
const entries = ({ id }: AccountActor, action: string) => {
	const { db, t } = world.storage;
	const { actor, action: act } = t.auditEntries;
	return db.$count(t.auditEntries, and(eq(actor, id), eq(act, action)));
};

test('one follows once, however often it is asked, and stops once; the log does not say what', async () => {
	const { app, olena, storage } = world;
	await follow(olena, 'consultation', number);
	await follow(olena, 'consultation', number);
	expect(await followed(olena)).toEqual([`consultation ${number}`]);
	expect(await app.follows.isFollowed(olena, { kind: 'consultation', of: number })).toBe(true);
	await stop(olena, 'consultation', number);
	await stop(olena, 'consultation', number);
	expect(await followed(olena)).toEqual([]);
	expect(await entries(olena, 'follow.started')).toBe(1);
	expect(await entries(olena, 'follow.ended')).toBe(1);
	const { db, t } = storage;
	const written = await db
		.select()
		.from(t.auditEntries)
		.where(eq(t.auditEntries.action, 'follow.started'));
	expect(JSON.stringify(written)).not.toContain(number);
});

test('what is not there, and who is not signed in, is told so', async () => {
	const { app, olena } = world;
	for (const kind of ['consultation', 'authority', 'area'] as const)
		expect(await codeOf(follow(olena, kind, 'UA-NNN-2026-001'))).toBe('not_found');
	const asked = { kind: 'consultation', of: number } as const;
	expect(await codeOf(app.follows.start(visitor, asked))).toBe('not_signed_in');
	expect(await codeOf(app.follows.own(visitor, undefined))).toBe('not_signed_in');
});

test('a draft is followed by nobody', async () => {
	const { app, official, olena } = world;
	const { id } = await app.drafts.start(official, { authority: 'zhydachiv-rada', draft: {} });
	expect(await codeOf(follow(olena, 'consultation', id))).toBe('not_found');
});

test('where one lives is offered, smallest first, until it is followed', async () => {
	const { app, olena } = world;
	const offered = async () =>
		(await app.follows.placesToFollow(olena, undefined)).map(({ name }) => name.uk);
	const all = ['Тейсарів', 'Жидачівська громада', 'Стрийський район', 'Львівська область'];
	expect(await offered()).toEqual(all);
	await follow(olena, 'area', 'place-stryi');
	expect(await offered()).toEqual(all.filter((name) => name !== 'Стрийський район'));
	await stop(olena, 'area', 'place-stryi');
});

describe('who is told', () => {
	test('of a new consultation: followers of the authority, of the place, and of those around and within it', async () => {
		const { olena, iryna, stepan, speaker, elsewhere } = world;
		const follows = [
			[olena, 'authority', 'zhydachiv-rada'],
			[iryna, 'area', `place-${hromada.toLowerCase()}`],
			[stepan, 'area', 'place-oblast'],
			[speaker, 'area', 'place-teisariv'],
			[elsewhere, 'area', 'place-turka-hromada']
		] as const;
		for (const [actor, kind, of] of follows) await follow(actor, kind, of);
		const { number: whole } = await world.announced({ areaIds: [hromada] });
		for (const actor of [olena, iryna, stepan, speaker])
			expect(await newest(actor)).toEqual([`announced ${whole}`]);
		expect(await newest(elsewhere)).toEqual([]);
		await stop(speaker, 'area', 'place-teisariv');
		const { number: part } = await world.announced({ areaIds: ['teisariv'] });
		for (const actor of [olena, iryna, stepan])
			expect(await newest(actor)).toContain(`announced ${part}`);
		expect(await newest(speaker)).toEqual([`announced ${whole}`]);
		for (const [actor, kind, of] of follows) await stop(actor, kind, of);
	});

	test('of other dates: whoever follows, once, though they wrote as well; nobody who stopped', async () => {
		const { app, official, olena, iryna, stepan } = world;
		world.moveTo('2026-12-01T10:00:00Z');
		await world.write(iryna, number);
		await follow(iryna, 'consultation', number);
		await follow(olena, 'consultation', number);
		await follow(stepan, 'consultation', number);
		await stop(stepan, 'consultation', number);
		const before = (await newest(stepan)).length;
		await app.consultations.extend(official, { number, reason, closesOn: '2026-12-28' });
		for (const actor of [olena, iryna])
			expect((await newest(actor)).filter((one) => one === `dates_changed ${number}`)).toHaveLength(
				1
			);
		expect(await newest(stepan)).toHaveLength(before);
	});

	test('three days before closing: followers, once, and again when it closes later', async () => {
		const { app, official, olena } = world;
		const soon = async () =>
			(await newest(olena)).filter((one) => one === `closes_soon ${number}`).length;
		const tell = () => app.follows.tellOfClosing(job, undefined);
		const closesAt = async () => (await app.consultations.page(visitor, { number })).closesAt;
		const before = async (days: number) =>
			world.moveTo(new Date((await closesAt()) - days * day).toISOString());
		await before(3.1);
		await tell();
		expect(await soon()).toBe(0);
		await before(2.9);
		expect(await tell()).toEqual({ told: 2 });
		expect(await tell()).toEqual({ told: 0 });
		expect(await soon()).toBe(1);
		await app.consultations.extend(official, { number, reason, closesOn: '2027-01-08' });
		await tell();
		expect(await soon()).toBe(1);
		await before(1);
		await tell();
		expect(await soon()).toBe(2);
	});
});

test('what one follows stands in the export of one’s data, and goes with the account', async () => {
	const { app, olena, storage } = world;
	const { data } = await app.privacy.export(olena, undefined);
	expect(data.follows).toMatchObject([
		{ follows: 'consultation', number, name: { uk: expect.stringContaining('Статут') as string } }
	]);
	const { t, db } = storage;
	const left = () => db.$count(t.follows, eq(t.follows.accountId, olena.id));
	expect(await left()).toBe(1);
	await app.privacy.erase(olena, { password: '', login: olena.id, totp: '', address: '192.0.2.1' });
	expect(await left()).toBe(0);
});
