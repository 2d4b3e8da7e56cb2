import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAttempts, signInKeys, signInLimits } from '#core/accounts/attempts.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { createWorld, day, type World } from '../support/world.ts';

let world: World;
const visitor = { kind: 'visitor' } as const;
const maria = {
	login: 'maria.k',
	password: 'п’ять лавок біля центру',
	name: 'Марія Коваль',
	areaId: 'teisariv',
	language: 'uk'
} as const;

beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.storage.close());

async function refusalOf(work: Promise<unknown>) {
	const error: unknown = await work.then(
		() => undefined,
		(refusal: unknown) => refusal
	);
	if (!isRefusal(error)) return error;
	const fields = error.details.errors?.map(({ path, code }) => `${path} ${code}`) ?? [];
	return [error.code, ...fields].join(', ');
}

test('a name, a place and a password are enough for an account, and open it again', async () => {
	const { app } = world;
	const { id } = await app.accounts.register(visitor, maria);
	const signIn = { login: ' Maria.K ', password: maria.password, address: '192.0.2.1' };
	expect(await app.accounts.checkSignIn(visitor, signIn)).toEqual({ id });
	const { value } = await app.sessions.start(id);
	const actor = await app.sessions.actorOf(value);
	expect(actor).toMatchObject({ kind: 'account', id, name: 'Марія Коваль', roles: [] });
	expect(await app.accounts.own(actor, undefined)).toMatchObject({
		tier: 'declared',
		residence: { id: 'teisariv', within: [{ uk: 'Жидачівська громада' }, {}, {}] }
	});
});

test.each([
	['a login that is taken', {}, 'login_taken'],
	['a login with a space', { login: 'maria k' }, 'invalid_input, login bad_characters'],
	['a short password', { password: 'коротко' }, 'invalid_input, password password_too_short'],
	['a common one', { password: 'Qwerty123' }, 'invalid_input, password password_too_common'],
	[
		'the login inside it',
		{ login: 'maria.z', password: 'maria.z-2026' },
		'invalid_input, password password_too_common'
	],
	['a place where nobody lives', { areaId: 'stryi' }, 'invalid_input, areaId unknown_place'],
	['a name of mixed alphabets', { name: 'Мaрія Коваль' }, 'invalid_input, name mixed_scripts'],
	[
		'nothing at all',
		{ login: '', password: '', name: '', areaId: '' },
		'invalid_input, login required, name required, password required, areaId required'
	]
])('an account is refused for %s', async (_, change, refusal) => {
	const input = { ...maria, ...change };
	expect(await refusalOf(world.app.accounts.register(visitor, input))).toBe(refusal);
});

test('two who want the same login at once: one gets it', async () => {
	const { app } = world;
	const outcomes = await Promise.all(
		[1, 2].map(() => refusalOf(app.accounts.register(visitor, { ...maria, login: 'both' })))
	);
	expect(outcomes.sort()).toEqual(['login_taken', undefined]);
});

test('a wrong password and an unknown login are answered alike', async () => {
	const { app } = world;
	const wrong = { login: 'maria.k', password: 'not this one', address: '192.0.2.2' };
	const unknown = { ...wrong, login: 'nobody' };
	expect(await refusalOf(app.accounts.checkSignIn(visitor, wrong))).toBe('wrong_sign_in');
	expect(await refusalOf(app.accounts.checkSignIn(visitor, unknown))).toBe('wrong_sign_in');
});

test('the database keeps neither password nor session as they are', async () => {
	const { app, storage } = world;
	const { id } = await app.accounts.checkSignIn(visitor, {
		login: 'maria.k',
		password: maria.password,
		address: '192.0.2.1'
	});
	const { value } = await app.sessions.start(id);
	const { db, t } = storage;
	const kept = JSON.stringify([
		await db.select().from(t.accounts),
		await db.select().from(t.sessions)
	]);
	expect(kept).not.toContain(maria.password);
	expect(kept).not.toContain(value);
	expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
});

test('a session that was ended stands for nobody', async () => {
	const { app } = world;
	const { id } = await app.accounts.register(visitor, { ...maria, login: 'short.stay' });
	const { value } = await app.sessions.start(id);
	await app.sessions.end(value);
	expect(await app.sessions.actorOf(value)).toEqual({ kind: 'visitor' });
	expect(await app.sessions.actorOf('made-up')).toEqual({ kind: 'visitor' });
});

test('a role that was given or taken away counts with the next request', async () => {
	const { app, storage } = world;
	const { id } = await app.accounts.register(visitor, { ...maria, login: 'new.consultant' });
	const { value } = await app.sessions.start(id);
	const role = { role: 'consultant', scope: 'centre', scopeId: 'cip-turka' } as const;
	const system = { kind: 'system', job: 'test' } as const;
	expect(await app.sessions.actorOf(value)).toMatchObject({ roles: [] });
	await storage.write(system, ({ db, t, now }) =>
		db.insert(t.roles).values({ ...role, accountId: id, since: now() })
	);
	expect(await app.sessions.actorOf(value)).toMatchObject({ roles: [role] });
	await storage.write(system, ({ db, t }) => db.delete(t.roles).where(eq(t.roles.accountId, id)));
	expect(await app.sessions.actorOf(value)).toMatchObject({ roles: [] });
});

test('guessing one account ends after five tries, and begins anew a quarter of an hour later', () => {
	const attempts = createAttempts(signInLimits);
	const now = Date.parse('2026-11-24T10:00:00Z');
	for (let n = 0; n < 5; n++) attempts.begin(signInKeys('maria.k', '192.0.2.3'), now);
	expect(() => attempts.begin(signInKeys('maria.k', '192.0.2.3'), now)).toThrow(
		'too_many_attempts'
	);
	expect(() => attempts.begin(signInKeys('maria.k', '192.0.2.4'), now)).not.toThrow();
	expect(() => attempts.begin(signInKeys('olena', '192.0.2.3'), now)).not.toThrow();
	expect(() =>
		attempts.begin(signInKeys('maria.k', '192.0.2.3'), now + day / 96 + 1)
	).not.toThrow();
});

test('a library with sixty people behind one address is not taken for a guesser', () => {
	const attempts = createAttempts(signInLimits);
	const now = Date.parse('2026-11-24T10:00:00Z');
	for (let n = 0; n < 60; n++) {
		// Each mistypes once before getting it right.
		attempts.begin(signInKeys(`resident-${n}`, '192.0.2.5'), now);
		attempts.begin(signInKeys(`resident-${n}`, '192.0.2.5'), now).succeeded('pair');
	}
	expect(() => attempts.begin(signInKeys('resident-60', '192.0.2.5'), now)).not.toThrow();
});

test('one account guessed from many addresses, and many from one, are both stopped', () => {
	const now = Date.parse('2026-11-24T10:00:00Z');
	const oneAccount = createAttempts(signInLimits);
	for (let n = 0; n < 30; n++) oneAccount.begin(signInKeys('maria.k', `192.0.2.${n}`), now);
	expect(() => oneAccount.begin(signInKeys('maria.k', '198.51.100.1'), now)).toThrow();
	const oneAddress = createAttempts(signInLimits);
	for (let n = 0; n < 120; n++) oneAddress.begin(signInKeys(`resident-${n}`, '192.0.2.6'), now);
	expect(() => oneAddress.begin(signInKeys('anybody', '192.0.2.6'), now)).toThrow();
});

test('what was right, and what was not looked at, does not count as a guess', () => {
	const attempts = createAttempts(signInLimits);
	const now = Date.parse('2026-11-24T10:00:00Z');
	for (let n = 0; n < 5; n++) {
		for (let slip = 0; slip < 4; slip++) attempts.begin(signInKeys('maria.k', '192.0.2.7'), now);
		attempts.begin(signInKeys('maria.k', '192.0.2.7'), now).succeeded('pair');
	}
	for (let n = 0; n < 500; n++) attempts.begin(signInKeys('olena', '192.0.2.7'), now).takeBack();
	for (let n = 0; n < 500; n++)
		attempts.begin(signInKeys('stepan', '192.0.2.7'), now).succeeded('pair');
	expect(() => attempts.begin(signInKeys('olena', '192.0.2.7'), now)).not.toThrow();
});

test('guesses at the same moment are counted before they are looked at', async () => {
	const { app } = world;
	await app.accounts.register(visitor, { ...maria, login: 'guessed.at' });
	const guess = { login: 'guessed.at', password: 'wrong', address: '192.0.2.8' };
	const refusals = await Promise.all(
		Array.from({ length: 12 }, () => refusalOf(app.accounts.checkSignIn(visitor, guess)))
	);
	expect(refusals.filter((refusal) => refusal === 'wrong_sign_in')).toHaveLength(5);
	expect(refusals.filter((refusal) => refusal === 'too_many_attempts')).toHaveLength(7);
});
