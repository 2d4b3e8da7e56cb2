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

test('an account without a password is opened by none, and takes one that is not guessed soon', async () => {
	const { app } = world;
	const code = await signUpCode(world, 'bare@example.org', { name: maria.name });
	const { id, login } = await app.accounts.completeSignUp(visitor, {
		code,
		language: 'uk',
		address: '192.0.2.1'
	});
	for (const password of ['', 'null', 'undefined'])
		expect(
			await refusalOf(app.accounts.checkSignIn(visitor, { login, password, address: '192.0.2.1' }))
		).toBe('wrong_sign_in');
	const actor = await app.sessions.actorOf((await app.sessions.start(id)).value);
	const set = (password: string) =>
		refusalOf(app.accounts.changePassword(actor, { present: '', password }));
	for (const [password, fault] of [
		['', 'required'],
		['коротко', 'password_too_short'],
		['слово '.repeat(22).slice(0, 129), 'too_long'],
		['Qwerty123', 'password_too_common'],
		// A Polish one, adorned; a run of keys; two signs in turn; one's own name, ours, and that of the hromada.
		['Hasło2026!', 'password_too_common'],
		['йцукенгшщ', 'password_too_common'],
		['абабабабаб', 'password_too_common'],
		['Марія-Коваль1', 'password_too_common'],
		['Віче-2026', 'password_too_common'],
		['Жидачівська1', 'password_too_common']
	] as const)
		expect(await set(password), password).toBe(`invalid_input, password ${fault}`);
	world.moveTo(new Date(world.now() + 61 * 60_000).toISOString());
	// A device that was left open does not give the account away.
	expect(await set('стежка до криниці')).toBe('sign_in_again');
	expect(
		await refusalOf(
			app.accounts.changeEmail(actor, {
				email: 'other@example.org',
				present: '',
				address: '192.0.2.1'
			})
		)
	).toBe('sign_in_again');
	const anew = await app.sessions.actorOf((await app.sessions.start(id)).value);
	await app.accounts.changePassword(anew, { present: '', password: 'стежка до криниці' });
	const signIn = { login, password: 'стежка до криниці', address: '192.0.2.1' };
	expect(await app.accounts.checkSignIn(visitor, signIn)).toMatchObject({ id });
});

test.each([
	['a place where nobody lives', { areaId: 'stryi' }, 'areaId unknown_place'],
	['a name of mixed alphabets', { name: 'Мaрія Коваль' }, 'name mixed_scripts'],
	['nothing at all', { name: '', areaId: '' }, 'name required, areaId required']
])('no letter is written for %s', async (_, change, refusal) => {
	const { app, storage } = world;
	const email = 'refused@example.org';
	const asked = { ...maria, ...change, email, agreed: true, address: '192.0.2.1' } as const;
	expect(await refusalOf(app.accounts.requestSignUp(visitor, asked))).toBe(
		`invalid_input, ${refusal}`
	);
	expect(await lettersTo(storage, email)).toEqual([]);
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
