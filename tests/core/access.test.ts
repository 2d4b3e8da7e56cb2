import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueCard } from '#core/accounts/commands/card.ts';
import { createAccount } from '#core/accounts/commands/create.ts';
import { recentSecondFactor } from '#core/accounts/policy.ts';
import { digitsAt, keepSecret, newSecret } from '#core/accounts/second-factor.ts';
import type { AccountActor } from '#core/kernel/actor.ts';
import { lettersTo, linkTo, refusalOf, signUp, signUpCode } from '../support/access.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
const visitor = { kind: 'visitor' } as const;
const desk = { kind: 'system', job: 'test' } as const;
const address = '192.0.2.1';
const minute = 60_000;
const person = { name: 'Ганна Гук', areaId: 'teisariv', language: 'uk' } as const;
const first = 'три слова про лавку';
const second = 'інші слова про липу';

beforeAll(async () => {
	world = await createWorld({ mail: true });
});
afterAll(() => world.storage.close());

const later = (time: number) => world.moveTo(new Date(world.now() + time).toISOString());
const kindsTo = async (email: string) =>
	(await lettersTo(world.storage, email)).map(({ kind }) => kind);
const letterTo = async (email: string, wanted: string) =>
	(await lettersTo(world.storage, email)).findLast(({ kind }) => kind === wanted);
const lastOf = (link: string) => link.split('/').at(-1)!;
const signIn = (login: string, password: string, totp?: string) =>
	world.app.accounts.checkSignIn(visitor, { login, password, totp, address });
/** Somebody with an address, signed in. */
async function resident(email: string, language: 'uk' | 'pl' = 'uk') {
	const made = await signUp(world, { ...person, language, email, password: first });
	return { ...made, ...(await session(made.id)) };
}
async function session(id: string, beginning = {}) {
	const { value: cookie } = await world.app.sessions.start(id, beginning);
	const actor = (await world.app.sessions.actorOf(cookie)) as AccountActor;
	return { cookie, actor };
}
const isSignedIn = async (cookie: string) =>
	(await world.app.sessions.actorOf(cookie)).kind === 'account';
const withCard = () =>
	world.storage.write(desk, async (writer) => {
		const account = await createAccount(writer, person);
		return { ...account, code: await issueCard(writer, account) };
	});
const code = (secret: string) => digitsAt(secret, world.now());

test('a login card opens an account once, however its code is typed, until a newer one is printed', async () => {
	const { accounts } = world.app;
	const { login, code: card, ...account } = await withCard();
	const older = { login, code: card, password: first, address };
	expect(await refusalOf(accounts.openByCard(visitor, { ...older, login: 'someone-0000' }))).toBe(
		'code_not_valid'
	);
	expect(await refusalOf(accounts.openByCard(visitor, { ...older, password: 'короткий' }))).toBe(
		undefined
	);
	expect(await refusalOf(accounts.openByCard(visitor, older))).toBe('code_not_valid');

	const [lost, newer] = await world.storage.write(desk, async (writer) => [
		await issueCard(writer, { ...account, login }),
		await issueCard(writer, { ...account, login })
	]);
	expect(await refusalOf(accounts.openByCard(visitor, { ...older, code: lost }))).toBe(
		'code_not_valid'
	);
	const typed = {
		login: ` ${login.toUpperCase()}`,
		code: newer.toUpperCase().replaceAll('-', ' ')
	};
	const weak = { ...typed, password: 'пароль', address };
	expect(await refusalOf(accounts.openByCard(visitor, weak))).toBe(
		'invalid_input, password password_too_short'
	);
	expect(await accounts.openByCard(visitor, { ...typed, password: second, address })).toEqual({
		id: account.id,
		secondFactorNeeded: false
	});
	expect(await refusalOf(signIn(login, first))).toBe('wrong_sign_in');
	expect(await signIn(login, second)).toMatchObject({ id: account.id });
});

test('an address that is known gets the way back, one that is not the way in, and nobody else sees which', async () => {
	const { accounts } = world.app;
	const { login } = await resident('known@example.org', 'pl');
	const waits = { next: '/consultations/1/polls/2', typed: { option: ['a', 'b'] } };
	const ask = (email: string) =>
		accounts.requestSignUp(visitor, {
			...person,
			email,
			agreed: true,
			language: 'en',
			address,
			waits
		});
	expect(await ask(' Known@Example.org ')).toBe(undefined);
	expect(await ask('unknown@example.org')).toBe(undefined);
	expect(await letterTo('known@example.org', 'already_registered')).toMatchObject({
		language: 'pl',
		values: { link: expect.stringMatching(/^\/pl\/recover\/[\w-]{43}$/) as string }
	});
	expect(await letterTo('unknown@example.org', 'sign_up')).toMatchObject({
		values: { link: expect.stringMatching(/^\/en\/register\/[\w-]{43}$/) as string }
	});
	// What was sent with it waits under both, and a day under both.
	later(23 * 60 * minute);
	const codeTo = async (email: string, kind: 'sign_up' | 'already_registered') =>
		lastOf(await linkTo(world.storage, email, kind));
	const known = await codeTo('known@example.org', 'already_registered');
	const unknown = await codeTo('unknown@example.org', 'sign_up');
	expect(await accounts.readRecovery(visitor, { code: known, address })).toMatchObject({ waits });
	expect(await accounts.readSignUp(visitor, { code: unknown, address })).toMatchObject({ waits });
	const kept = JSON.stringify(await world.storage.db.select().from(world.storage.t.oneTimeCodes));
	expect(kept).not.toContain('option');
	const recover = (email: string) => accounts.requestRecovery(visitor, { email, address });
	expect(await recover('known@example.org')).toBe(undefined);
	expect(await recover('nobody@example.org')).toBe(undefined);
	expect(await lettersTo(world.storage, 'nobody@example.org')).toEqual([]);
	expect(await letterTo('known@example.org', 'recovery')).toMatchObject({
		values: { login }
	});
});

test('nobody’s mailbox is filled: the fourth letter to an address waits, known or not', async () => {
	const { accounts } = world.app;
	await resident('filled@example.org');
	for (const email of ['filled@example.org', 'empty@example.org']) {
		const outcomes = [];
		for (let n = 0; n < 4; n++)
			outcomes.push(await refusalOf(accounts.requestRecovery(visitor, { email, address })));
		expect(outcomes.at(-1)).toBe('too_many_attempts');
		expect(outcomes[1]).toBe(undefined);
	}
});

test.each([
	['', 'required'],
	['olena', 'not_an_email'],
	['olena@example', 'not_an_email'],
	['olena@example.org\r\nBcc: all@example.org', 'not_an_email'],
	['Olena <olena@example.org>', 'not_an_email'],
	['a@example.org, b@example.org', 'not_an_email']
])('no letter is sent to %j', async (email, fault) => {
	const { accounts } = world.app;
	expect(await refusalOf(accounts.requestRecovery(visitor, { email, address }))).toBe(
		`invalid_input, email ${fault}`
	);
	const asked = { ...person, email, agreed: false, language: 'uk', address } as const;
	expect(await refusalOf(accounts.requestSignUp(visitor, asked))).toBe(
		`invalid_input, email ${fault}, agreed not_confirmed`
	);
});

test('without a mail server nobody is sent to a mailbox that stays empty', async () => {
	const silent = await createWorld();
	const { accounts } = silent.app;
	const email = 'olena@example.org';
	const asked = { ...person, email, agreed: true, language: 'uk', address } as const;
	expect(await refusalOf(accounts.requestSignUp(visitor, asked))).toBe('no_mail');
	expect(await refusalOf(accounts.requestRecovery(visitor, asked))).toBe('no_mail');
	await silent.storage.close();
});

test('a link in a letter sets a new password once, ends every session and is told by letter', async () => {
	const { accounts } = world.app;
	const email = 'forgot@example.org';
	const { id, login, cookie } = await resident(email);
	await accounts.requestRecovery(visitor, { email, address });
	const link = { code: lastOf(await linkTo(world.storage, email, 'recovery')), address };
	expect(await accounts.readRecovery(visitor, link)).toMatchObject({ id, login });
	expect(await refusalOf(accounts.recover(visitor, { ...link, password: 'haslo123' }))).toBe(
		'invalid_input, password password_too_common'
	);
	expect(await accounts.recover(visitor, { ...link, password: second })).toMatchObject({ id });
	expect(await isSignedIn(cookie)).toBe(false);
	expect(await refusalOf(accounts.recover(visitor, { ...link, password: first }))).toBe(
		'code_not_valid'
	);
	expect(await signIn(login, second)).toMatchObject({ id });
	expect(await kindsTo(email)).toContain('password_changed');
});

test('a link is good for an hour, the way in for a day', async () => {
	const { accounts } = world.app;
	const email = 'too.late@example.org';
	const newcomer = { code: await signUpCode(world, 'slow@example.org'), address };
	await resident(email);
	await accounts.requestRecovery(visitor, { email, address });
	const link = { code: lastOf(await linkTo(world.storage, email, 'recovery')), address };
	later(60 * minute);
	expect(await refusalOf(accounts.readRecovery(visitor, link))).toBe('code_not_valid');
	expect(await accounts.readSignUp(visitor, newcomer)).toMatchObject({ email: 'slow@example.org' });
	later(23 * 60 * minute);
	expect(await refusalOf(accounts.readSignUp(visitor, newcomer))).toBe('code_not_valid');
});

test('a letter opens an account once and leaves its password; a second factor is asked for all the same', async () => {
	const { accounts } = world.app;
	const email = 'by.letter@example.org';
	const { id, actor, login } = await resident(email);
	const link = async () => {
		await accounts.requestRecovery(visitor, { email, address });
		return { code: lastOf(await linkTo(world.storage, email, 'recovery')), totp: '', address };
	};
	const opened = await link();
	expect(await accounts.signInByLetter(visitor, opened)).toEqual({ id, secondFactorAt: null });
	expect(await refusalOf(accounts.signInByLetter(visitor, opened))).toBe('code_not_valid');
	expect(await signIn(login, first)).toMatchObject({ id });
	const offer = await accounts.offerSecondFactor(actor, {});
	await accounts.enrolSecondFactor(actor, { sealed: offer.sealed, totp: code(offer.secret) });
	later(minute);
	const next = await link();
	expect(await refusalOf(accounts.signInByLetter(visitor, next))).toBe(
		'invalid_input, totp required'
	);
	expect(await refusalOf(accounts.signInByLetter(visitor, { ...next, totp: '000000' }))).toBe(
		'invalid_input, totp wrong_code'
	);
	later(minute);
	expect(
		await accounts.signInByLetter(visitor, { ...next, totp: code(offer.secret) })
	).toMatchObject({ id, secondFactorAt: world.now() });
});

test('two letters to one address make one account', async () => {
	const { accounts } = world.app;
	const email = 'twice@example.org';
	const codes = [await signUpCode(world, email), await signUpCode(world, email)];
	const outcomes = await Promise.all(
		codes.map((code) =>
			refusalOf(accounts.completeSignUp(visitor, { language: 'uk', code, address }))
		)
	);
	expect(outcomes.sort()).toEqual(['code_not_valid', undefined]);
});

test('changing the password asks for the one of now and ends every other session', async () => {
	const { accounts } = world.app;
	const { id, actor, cookie, login } = await resident('change@example.org');
	const other = await session(id);
	const change = { present: 'не той', password: second };
	expect(await refusalOf(accounts.changePassword(actor, change))).toBe(
		'invalid_input, present wrong_password'
	);
	await accounts.changePassword(actor, { ...change, present: first });
	expect([await isSignedIn(cookie), await isSignedIn(other.cookie)]).toEqual([true, false]);
	expect(await signIn(login, second)).toMatchObject({ id });
});

test('a stolen session does not guess the password', async () => {
	const { accounts } = world.app;
	const { actor } = await resident('stolen@example.org');
	const guess = () => accounts.changePassword(actor, { present: 'не той', password: second });
	for (let n = 0; n < 5; n++) await refusalOf(guess());
	expect(await refusalOf(guess())).toBe('too_many_attempts');
});

test('an address changes when both of them have agreed, and the old one is told', async () => {
	const { accounts } = world.app;
	const [before, after] = ['before@example.org', 'after@example.org'];
	const { id, actor } = await resident(before);
	const change = { email: after, present: first, address };
	expect(await refusalOf(accounts.changeEmail(actor, { ...change, present: '' }))).toBe(
		'invalid_input, present required'
	);
	await accounts.changeEmail(actor, change);
	const codes = {
		after: lastOf(await linkTo(world.storage, after, 'email_new')),
		before: lastOf(await linkTo(world.storage, before, 'email_old'))
	};
	expect(await accounts.readEmailChange(visitor, { code: codes.after, address })).toEqual({
		side: 'email_new',
		email: after
	});
	expect(await accounts.confirmEmail(visitor, { code: codes.after, address })).toEqual({
		waits: true
	});
	expect(await accounts.security(actor, undefined)).toMatchObject({
		email: before,
		emailChange: true
	});
	expect(await accounts.confirmEmail(visitor, { code: codes.before, address })).toEqual({
		waits: false
	});
	expect(await accounts.security(actor, undefined)).toMatchObject({
		email: after,
		emailChange: false
	});
	expect(await letterTo(before, 'email_changed')).toMatchObject({
		accountId: id,
		values: { email: after }
	});
	// Pressed twice, it says so twice; later the link opens nothing.
	const again = () => accounts.confirmEmail(visitor, { code: codes.before, address });
	expect(await again()).toEqual({ waits: false });
	later(6 * minute);
	expect(await refusalOf(again())).toBe('code_not_valid');
});

test('the first address of an account takes only its own letter; one of somebody else is never taken over', async () => {
	const { accounts } = world.app;
	const { id } = await withCard();
	const { actor } = await session(id);
	await resident('somebody.else@example.org');
	await accounts.changeEmail(actor, { email: 'somebody.else@example.org', present: '', address });
	expect(await kindsTo('somebody.else@example.org')).toContain('already_registered');
	await accounts.changeEmail(actor, { email: 'first@example.org', present: '', address });
	const code = lastOf(await linkTo(world.storage, 'first@example.org', 'email_new'));
	expect(await accounts.confirmEmail(visitor, { code, address })).toEqual({ waits: false });
	expect(await accounts.security(actor, undefined)).toMatchObject({ email: 'first@example.org' });
});

test('a second factor begins with its first code, and each code counts once', async () => {
	const { accounts } = world.app;
	const { id, actor, login } = await resident('app@example.org');
	const offer = await accounts.offerSecondFactor(actor, {});
	expect(offer.link).toContain(`secret=${offer.secret}`);
	const enrol = (totp: string) => accounts.enrolSecondFactor(actor, { sealed: offer.sealed, totp });
	expect(await refusalOf(enrol('000000'))).toBe('invalid_input, totp wrong_code');
	expect(await accounts.security(actor, undefined)).toMatchObject({ secondFactor: null });
	// A mistyped code asks for no other scan.
	expect(await accounts.offerSecondFactor(actor, { sealed: offer.sealed })).toMatchObject({
		secret: offer.secret
	});
	const { recoveryCodes } = await enrol(code(offer.secret));
	expect(new Set(recoveryCodes).size).toBe(10);
	expect(await refusalOf(signIn(login, first))).toBe('second_factor_needed');
	expect(await refusalOf(signIn(login, first, code(offer.secret)))).toBe('wrong_sign_in');
	later(minute);
	expect(await signIn(login, first, code(offer.secret))).toMatchObject({ id });
	expect(await refusalOf(signIn(login, first, code(offer.secret)))).toBe('wrong_sign_in');
	const [printed] = recoveryCodes;
	expect(await signIn(login, first, printed!.toUpperCase())).toMatchObject({ id });
	expect(await refusalOf(signIn(login, first, printed))).toBe('wrong_sign_in');
	expect(await accounts.security(actor, undefined)).toMatchObject({
		secondFactor: { recoveryCodes: 9 }
	});
	expect(await kindsTo('app@example.org')).toContain('second_factor_changed');
});

test('an offer is good for one account and half an hour', async () => {
	const { accounts } = world.app;
	const [one, other] = [await resident('one@example.org'), await resident('other@example.org')];
	const { sealed, secret } = await accounts.offerSecondFactor(one.actor, {});
	const enrol = ({ actor }: { actor: AccountActor }) =>
		refusalOf(accounts.enrolSecondFactor(actor, { sealed, totp: code(secret) }));
	expect(await enrol(other)).toBe('code_not_valid');
	later(30 * minute);
	expect(await enrol(one)).toBe('code_not_valid');
});

test('what keeps the second factor is changed only by whoever has just entered it', async () => {
	const { app, storage } = world;
	const { id, actor } = await resident('recent@example.org');
	const secret = newSecret();
	await storage.write(desk, (writer) => keepSecret(writer, id, secret, world.now()));
	for (const attempt of [
		() => app.accounts.offerSecondFactor(actor, {}),
		() => app.accounts.renewRecoveryCodes(actor, undefined),
		() => app.accounts.removeSecondFactor(actor, undefined),
		() => app.accounts.offerPasskey(actor, undefined)
	])
		expect(await refusalOf(attempt())).toBe('second_factor_needed');
	expect(await refusalOf(app.accounts.enterSecondFactor(actor, { totp: '123' }))).toBe(
		'invalid_input, totp wrong_code'
	);
	const entered = await app.accounts.enterSecondFactor(actor, { totp: code(secret) });
	const again = await session(id, entered);
	expect(recentSecondFactor(again.actor, world.now())).toBe(true);
	const { recoveryCodes } = await app.accounts.renewRecoveryCodes(again.actor, undefined);
	expect(recoveryCodes).toHaveLength(10);
	later(5 * minute + 1);
	expect(recentSecondFactor(again.actor, world.now())).toBe(false);
	expect(await refusalOf(app.accounts.removeSecondFactor(again.actor, undefined))).toBe(
		'second_factor_needed'
	);
	const soon = await session(id, { secondFactorAt: world.now() });
	await app.accounts.removeSecondFactor(soon.actor, undefined);
	expect(await app.accounts.security(soon.actor, undefined)).toMatchObject({ secondFactor: null });
});

test('staff do not go on without a second factor, and neither letter nor card stands for it', async () => {
	const { app, storage } = world;
	const email = 'staff@example.org';
	const { id, login } = await resident(email);
	const role = { role: 'consultant', scope: 'centre', scopeId: 'cip-zhydachiv' } as const;
	const secret = newSecret();
	const card = await storage.write(desk, async (writer) => {
		await writer.db.insert(writer.t.roles).values({ ...role, accountId: id, since: 0 });
		await keepSecret(writer, id, secret, world.now());
		return issueCard(writer, { id, login });
	});
	const { actor } = await session(id, { secondFactorAt: world.now() });
	expect(await refusalOf(app.accounts.removeSecondFactor(actor, undefined))).toBe('still_needed');
	const use = { login, code: card, password: second, address };
	expect(await app.accounts.openByCard(visitor, use)).toEqual({ id, secondFactorNeeded: true });
	await app.accounts.requestRecovery(visitor, { email, address });
	const link = lastOf(await linkTo(storage, email, 'recovery'));
	expect(
		await app.accounts.recover(visitor, { code: link, address, password: first })
	).toMatchObject({ secondFactorNeeded: true });
});

test('a resident whose telephone is lost is let in by the card of a centre', async () => {
	const { app, storage } = world;
	const email = 'lost@example.org';
	const { id, login } = await resident(email);
	const card = await storage.write(desk, async (writer) => {
		await keepSecret(writer, id, newSecret(), world.now());
		return issueCard(writer, { id, login });
	});
	const use = { login, code: card, password: second, address };
	expect(await app.accounts.openByCard(visitor, use)).toEqual({ id, secondFactorNeeded: false });
	expect(await kindsTo(email)).toEqual(
		expect.arrayContaining(['second_factor_changed', 'password_changed'])
	);
});

test('a suspended account is opened by nothing', async () => {
	const { app, storage } = world;
	const { id, login, code: card } = await withCard();
	await storage.write(desk, ({ db, t, now }) =>
		db.update(t.accounts).set({ suspendedAt: now() }).where(eq(t.accounts.id, id))
	);
	const use = { login, code: card, password: first, address };
	expect(await refusalOf(app.accounts.openByCard(visitor, use))).toBe('account_suspended');
});

test('sessions show where one is signed in, and end one by one or all at once', async () => {
	const { app } = world;
	const userAgent = 'Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0';
	const { id, actor, cookie } = await resident('sessions@example.org');
	const phone = await session(id, { userAgent });
	const listed = await app.accounts.sessions(actor, undefined);
	expect(listed.map(({ device, current }) => [device, current])).toEqual(
		expect.arrayContaining([
			['', true],
			['Firefox, Android', false]
		])
	);
	const other = await resident('not.mine@example.org');
	const ofPhone = listed.find(({ current }) => !current)!.id;
	expect(await refusalOf(app.accounts.endSession(other.actor, { id: ofPhone }))).toBe('not_found');
	await app.accounts.endSession(actor, { id: ofPhone });
	expect([await isSignedIn(cookie), await isSignedIn(phone.cookie)]).toEqual([true, false]);
	await session(id);
	expect(await app.accounts.endAllSessions(actor, undefined)).toEqual({ ended: 2 });
	expect(await isSignedIn(cookie)).toBe(false);
});

test('a session that goes on under another id is no younger for it', async () => {
	const { app } = world;
	const { id, cookie } = await resident('renewed@example.org');
	const began = world.now();
	later(10 * minute);
	const { value } = await app.sessions.renew(cookie, id, { secondFactorAt: world.now() });
	expect(await isSignedIn(cookie)).toBe(false);
	const actor = await app.sessions.actorOf(value);
	expect(await app.accounts.sessions(actor, undefined)).toMatchObject([
		{ startedAt: began, current: true }
	]);
});

test('a resident stays signed in until thirty days after the last visit, and what is cleared away goes by the same clock', async () => {
	const { app } = world;
	const day = 24 * 60 * minute;
	// Further on than the machine's clock, which Lucia asks.
	later(60 * day);
	const { cookie } = await resident('thirty.days@example.org');
	await app.privacy.retain(desk, undefined);
	expect(await isSignedIn(cookie)).toBe(true);
	later(29 * day);
	expect(await isSignedIn(cookie)).toBe(true);
	later(29 * day);
	await app.privacy.retain(desk, undefined);
	expect(await isSignedIn(cookie)).toBe(true);
	later(31 * day);
	expect(await isSignedIn(cookie)).toBe(false);
});

test('every change of a key leaves one entry, which its owner may read', async () => {
	const { app, storage } = world;
	const email = 'audit@example.org';
	const { id, actor } = await resident(email);
	const { sealed, secret } = await app.accounts.offerSecondFactor(actor, {});
	await app.accounts.enrolSecondFactor(actor, { sealed, totp: code(secret) });
	await app.accounts.changePassword(actor, { present: first, password: second });
	const { db, t } = storage;
	const rows = await db.select().from(t.auditEntries);
	const about = rows.filter((row) => JSON.stringify(row).includes(id)).map(({ action }) => action);
	expect(about.sort()).toEqual([
		'account.registered',
		'password.changed',
		'second_factor.changed',
		'session.started'
	]);
});

test('a card is good for sixty days, and guessing one ends after five tries', async () => {
	const { accounts } = world.app;
	const { login, code: card } = await withCard();
	for (let n = 0; n < 5; n++)
		expect(
			await refusalOf(
				accounts.openByCard(visitor, { login, code: `2222-${n}`, password: first, address })
			)
		).toBe('code_not_valid');
	const use = { login, code: card, password: first, address };
	expect(await refusalOf(accounts.openByCard(visitor, use))).toBe('too_many_attempts');
	later(60 * 24 * 60 * minute);
	expect(await refusalOf(accounts.openByCard(visitor, use))).toBe('code_not_valid');
});
