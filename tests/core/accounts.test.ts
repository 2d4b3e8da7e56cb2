import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAttempts, signInKeys, signInLimits } from '#core/accounts/attempts.ts';
import type { Refusal } from '#core/kernel/errors.ts';
import { lettersTo, refusalOf, signUp, signUpCode } from '../support/access.ts';
import { createWorld, day, type World } from '../support/world.ts';

let world: World;
const visitor = { kind: 'visitor' } as const;
const maria = {
	email: 'maria@example.org',
	password: 'п’ять лавок біля центру',
	name: 'Марія Коваль',
	areaId: 'teisariv',
	language: 'uk'
} as const;

beforeAll(async () => {
	world = await createWorld({ mail: true });
});
afterAll(() => world.storage.close());

test('an address, a name, a place and a password are enough for an account, and open it again', async () => {
	const { app, storage } = world;
	const { id, login } = await signUp(world, maria);
	expect(login).toMatch(/^[a-z]+-\d{4}$/);
	for (const typed of [` ${login.toUpperCase()} `, 'Maria@Example.org']) {
		const signIn = { login: typed, password: maria.password, address: '192.0.2.1' };
		expect(await app.accounts.checkSignIn(visitor, signIn)).toMatchObject({ id });
	}
	const { value } = await app.sessions.start(id);
	const actor = await app.sessions.actorOf(value);
	expect(actor).toMatchObject({ kind: 'account', id, name: 'Марія Коваль', roles: [] });
	expect(await app.accounts.own(actor, undefined)).toMatchObject({
		tier: 'declared',
		residence: { id: 'teisariv', within: [{ uk: 'Жидачівська громада' }, {}, {}] }
	});
	expect(await lettersTo(storage, maria.email)).toMatchObject([
		{ kind: 'sign_up', language: 'uk', accountId: null }
	]);
});

test.each([
	['a short password', { password: 'коротко' }, 'password password_too_short'],
	['one of 129 signs', { password: 'слово '.repeat(22).slice(0, 129) }, 'password too_long'],
	['a common one', { password: 'Qwerty123' }, 'password password_too_common'],
	['a common Polish one, adorned', { password: 'Hasło2026!' }, 'password password_too_common'],
	['a run of keys', { password: 'йцукенгшщ' }, 'password password_too_common'],
	['two signs in turn', { password: 'абабабабаб' }, 'password password_too_common'],
	['one’s own name', { password: 'Марія-Коваль1' }, 'password password_too_common'],
	['our name', { password: 'Віче-2026' }, 'password password_too_common'],
	['the name of the hromada', { password: 'Жидачівська1' }, 'password password_too_common'],
	['a place where nobody lives', { areaId: 'stryi' }, 'areaId unknown_place'],
	['a name of mixed alphabets', { name: 'Мaрія Коваль' }, 'name mixed_scripts'],
	[
		'nothing at all',
		{ password: '', name: '', areaId: '' },
		'name required, areaId required, password required'
	]
])('an account is refused for %s, and the link stays good', async (_, change, refusal) => {
	const { app, storage } = world;
	const code = await signUpCode(world, 'refused@example.org');
	const input = { ...maria, ...change, code, address: '192.0.2.1' };
	expect(await refusalOf(app.accounts.completeSignUp(visitor, input))).toBe(
		`invalid_input, ${refusal}`
	);
	expect(await app.accounts.readSignUp(visitor, input)).toEqual({ email: 'refused@example.org' });
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t }) => db.delete(t.letters));
	world.moveTo(new Date(world.now() + 60 * 60_000).toISOString());
});

test('a password of three words passes, whatever it is made of', async () => {
	for (const [n, password] of [
		'три слова про лавку',
		'nasza stara lipa',
		'😀'.repeat(3) + 'абвгд'
	].entries())
		await expect(
			signUp(world, { ...maria, email: `passes-${n}@example.org`, password })
		).resolves.toMatchObject({ id: expect.any(String) as string });
});

test('a wrong password and an unknown login are answered alike', async () => {
	const { app } = world;
	const wrong = { login: 'maria@example.org', password: 'not this one', address: '192.0.2.2' };
	const unknown = { ...wrong, login: 'nobody' };
	expect(await refusalOf(app.accounts.checkSignIn(visitor, wrong))).toBe('wrong_sign_in');
	expect(await refusalOf(app.accounts.checkSignIn(visitor, unknown))).toBe('wrong_sign_in');
});

test('the database keeps neither password nor session as they are', async () => {
	const { app, storage } = world;
	const { id } = await app.accounts.checkSignIn(visitor, {
		login: maria.email,
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
	const { id } = await signUp(world, { ...maria, email: 'short.stay@example.org' });
	const { value } = await app.sessions.start(id);
	await app.sessions.end(value);
	expect(await app.sessions.actorOf(value)).toEqual({ kind: 'visitor' });
	expect(await app.sessions.actorOf('made-up')).toEqual({ kind: 'visitor' });
});

test('a role that was given or taken away counts with the next request', async () => {
	const { app, storage } = world;
	const { id } = await signUp(world, { ...maria, email: 'new.consultant@example.org' });
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

test('whoever goes on guessing waits twice as long each time, up to two hours', () => {
	const attempts = createAttempts(signInLimits);
	const keys = signInKeys('maria.k', '192.0.2.3');
	let now = Date.parse('2026-11-24T10:00:00Z');
	const waits = [1, 2, 3, 4, 5].map(() => {
		for (let n = 0; n < 5; n++) attempts.begin(keys, now);
		try {
			attempts.begin(keys, now);
			return 0;
		} catch (error) {
			const { retryAfter } = (error as Refusal).details;
			now += retryAfter! * 1000;
			return retryAfter! / 60;
		}
	});
	expect(waits).toEqual([15, 30, 60, 120, 120]);
	expect(() => attempts.begin(keys, now + day / 2)).not.toThrow();
});

test('a flood of made-up names does not wipe out what is counted against an address', () => {
	const attempts = createAttempts({ login: 5 });
	const now = Date.parse('2026-11-24T10:00:00Z');
	for (let n = 0; n < 30_000; n++) {
		if (n % 4000 === 0 && n < 20_000) attempts.begin({ login: 'maria.k' }, now);
		attempts.begin({ login: `made-up-${n}` }, now);
	}
	expect(() => attempts.begin({ login: 'maria.k' }, now)).toThrow('too_many_attempts');
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
	await signUp(world, { ...maria, email: 'guessed.at@example.org' });
	const guess = { login: 'guessed.at@example.org', password: 'wrong', address: '192.0.2.8' };
	const refusals = await Promise.all(
		Array.from({ length: 12 }, () => refusalOf(app.accounts.checkSignIn(visitor, guess)))
	);
	expect(refusals.filter((refusal) => refusal === 'wrong_sign_in')).toHaveLength(5);
	expect(refusals.filter((refusal) => refusal === 'too_many_attempts')).toHaveLength(7);
});
