import { eq } from 'drizzle-orm';
import { beforeAll, expect, inject, test } from 'vitest';
import { endSessions } from '#core/accounts/sessions.ts';
import type { Manner } from '#storage/storage.ts';
import { createWorld, day, type World } from '../support/world.ts';

const system = { kind: 'system', job: 'test' } as const;
const minute = 60_000;
const hour = 60 * minute;
let world: World;

beforeAll(async () => {
	world = await createWorld();
});

const at = (instant: number) => world.moveTo(new Date(instant).toISOString());
const kindOf = async (cookie: string) => (await world.app.sessions.actorOf(cookie)).kind;
const start = async (id: string, secondFactorAt: number | null = null) =>
	(await world.app.sessions.start(id, { secondFactorAt })).value;

test('a resident stays signed in for thirty days after the last visit', async () => {
	const cookie = await start('olena');
	const began = world.now();
	at(began + 29 * day);
	expect(await kindOf(cookie)).toBe('account');
});

test('whoever works in the network is signed out after half an hour without use', async () => {
	const cookie = await start('consultant', world.now());
	const began = world.now();
	for (const minutes of [29, 58, 87]) {
		at(began + minutes * minute);
		expect(await kindOf(cookie)).toBe('account');
	}
	at(began + 117 * minute);
	expect(await kindOf(cookie)).toBe('visitor');
	at(began + 118 * minute);
	expect(await kindOf(cookie)).toBe('visitor');
});

test('and after twelve hours, however busy', async () => {
	const cookie = await start('consultant', world.now());
	const began = world.now();
	for (let spent = 20 * minute; spent < 12 * hour; spent += 20 * minute) {
		at(began + spent);
		expect(await kindOf(cookie)).toBe('account');
	}
	at(began + 12 * hour);
	expect(await kindOf(cookie)).toBe('visitor');
});

test('an office counts only in a session that saw the second factor', async () => {
	const { app } = world;
	const plain = await app.sessions.actorOf(await start('consultant'));
	await expect(app.moderation.queue(plain, {})).rejects.toMatchObject({
		code: 'second_factor_needed'
	});
	await expect(app.accounts.own(plain, undefined)).resolves.toMatchObject({ id: 'consultant' });
	const whole = await app.sessions.actorOf(await start('consultant', world.now()));
	await expect(app.moderation.queue(whole, {})).resolves.toMatchObject({ items: [] });
});

test('a verification that has run out counts as declared, in a session that goes on', async () => {
	const { storage } = world;
	const cookie = await start('stepan');
	expect(await world.app.sessions.actorOf(cookie)).toMatchObject({ personId: 'person-stepan' });
	await storage.write(system, async ({ db, t, now, emit }) => {
		await db
			.update(t.persons)
			.set({ expiresAt: now() + day })
			.where(eq(t.persons.id, 'person-stepan'));
		emit({ type: 'person.verified', topic: null, kind: 'person', id: 'person-stepan', version: 1 });
	});
	at(world.now() + day);
	expect(await world.app.sessions.actorOf(cookie)).toMatchObject({ personId: null });
});

test('all sessions of an account end together, but for the one that is to go on', async () => {
	const cookies = [await start('olena'), await start('olena'), await start('olena')];
	const others = await start('stepan');
	const actor = await world.app.sessions.actorOf(cookies[1]);
	const { sessionId } = actor as { sessionId: string };
	await world.storage.write(system, (writer) =>
		endSessions(writer, 'olena', { except: sessionId })
	);
	expect(await Promise.all([...cookies, others].map(kindOf))).toEqual([
		'visitor',
		'account',
		'visitor',
		'account'
	]);
});

test('a suspended account stands for nobody, from the next request on', async () => {
	const cookie = await start('olena');
	expect(await kindOf(cookie)).toBe('account');
	await world.storage.write(system, ({ db, t, now }) =>
		db.update(t.accounts).set({ suspendedAt: now() }).where(eq(t.accounts.id, 'olena'))
	);
	expect(await kindOf(cookie)).toBe('visitor');
});

// Where other processes write to the database as well, nothing of a session is kept.
test.runIf(inject('database') === 'sqlite')(
	'that somebody is still there makes no session be read anew, and what promises nothing does',
	async () => {
		const { storage, app } = world;
		const cookies = { olena: await start('olena'), stepan: await start('stepan') };
		const nameOf = async (cookie: string) => {
			const actor = await app.sessions.actorOf(cookie);
			return actor.kind === 'account' ? actor.name : undefined;
		};
		const rename = (name: string, manner?: Manner) =>
			storage.write(
				system,
				({ db, t }) => db.update(t.accounts).set({ name }).where(eq(t.accounts.id, 'olena')),
				manner
			);
		await storage.write(system, ({ db, t }) =>
			db.update(t.accounts).set({ suspendedAt: null }).where(eq(t.accounts.id, 'olena'))
		);
		const before = await nameOf(cookies.olena);
		expect(before).not.toBeUndefined();
		// A lie, to see what is remembered.
		await rename('Another Name', { quiet: true });
		expect(await nameOf(cookies.olena)).toBe(before);
		// The last use is written once an hour.
		at(world.now() + day);
		expect(await nameOf(cookies.stepan)).not.toBeUndefined();
		await app.moderation.restoreOverdue(system, undefined);
		expect(await nameOf(cookies.olena)).toBe(before);
		await rename('Another Name');
		expect(await nameOf(cookies.olena)).toBe('Another Name');
	}
);
