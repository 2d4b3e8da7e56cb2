import { eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { isResidence } from '../areas/model.ts';
import type { AccountActor, Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { createFields } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { signInKeys, type Attempts } from './attempts.ts';
import { isCommonPassword, loginPattern, passwordLimits } from './model.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

export interface Registration {
	login: string;
	password: string;
	name: string;
	/** A settlement, or a gmina in Poland. */
	areaId: string;
	language: 'uk' | 'pl' | 'en';
}

/**
 * A new account with a declared place of residence (requirements §5.1, tier 2); answers its id.
 * Refuses `invalid_input` (login, password, name, areaId) and `login_taken`.
 */
export async function registerAccount(
	store: Store,
	_: Actor,
	input: Registration
): Promise<{ id: string }> {
	const fields = createFields();
	const login = input.login.trim().toLowerCase();
	if (login === '') fields.wrong('login', 'required');
	else if (!loginPattern.test(login)) fields.wrong('login', 'bad_characters');
	const name = fields.name('name', input.name);
	checkPassword(fields, input.password, login);
	const { db, t } = store;
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, input.areaId));
	if (input.areaId === '') fields.wrong('areaId', 'required');
	else if (!area || !isResidence(area.kind)) fields.wrong('areaId', 'unknown_place');
	fields.refuseIfWrong();

	const passwordHash = await hashPassword(input.password.normalize('NFC'));
	return store.write({ kind: 'system', job: 'registration' }, async ({ db, t, now, emit }) => {
		const id = newId(now());
		const [created] = await db
			.insert(t.accounts)
			.values({
				id,
				login,
				passwordHash,
				name,
				language: input.language,
				areaId: input.areaId,
				registeredAt: now()
			})
			.onConflictDoNothing()
			.returning({ id: t.accounts.id });
		if (!created) throw new Refusal('login_taken');
		emit({ type: 'account.registered', topic: null, kind: 'account', id, version: 1 });
		return { id };
	});
}

function checkPassword(
	fields: ReturnType<typeof createFields>,
	password: string,
	login: string
): void {
	const length = [...password].length;
	if (password === '') fields.wrong('password', 'required');
	else if (!password.isWellFormed() || password.includes('\0'))
		fields.wrong('password', 'bad_characters');
	else if (length < passwordLimits.min)
		fields.wrong('password', 'password_too_short', { min: passwordLimits.min });
	else if (length > passwordLimits.max)
		fields.wrong('password', 'too_long', { max: passwordLimits.max });
	else if (isCommonPassword(password, login)) fields.wrong('password', 'password_too_common');
}

export interface SignIn {
	login: string;
	password: string;
	/** Where the request came from, for the limit on guessing. */
	address: string;
}

/**
 * The account that login and password open. Refuses `wrong_sign_in`, the same for an unknown login and a
 * wrong password, and `too_many_attempts`.
 */
export async function checkSignIn(
	store: Store,
	attempts: Attempts<'pair' | 'login' | 'address'>,
	{ login: typed, password, address }: SignIn
): Promise<{ id: string }> {
	const login = typed.trim().toLowerCase().slice(0, 200);
	const attempt = attempts.begin(signInKeys(login, address), store.now());
	const account = await accountOpenedBy(store, login, password).catch((error: unknown) => {
		attempt.takeBack();
		throw error;
	});
	if (!account) throw new Refusal('wrong_sign_in');
	attempt.succeeded('pair');
	return account;
}

async function accountOpenedBy(
	{ db, t }: Store,
	login: string,
	password: string
): Promise<{ id: string } | undefined> {
	const [account] = await db
		.select({ id: t.accounts.id, passwordHash: t.accounts.passwordHash })
		.from(t.accounts)
		.where(eq(t.accounts.login, login));
	const right = await passwordMatches(
		password.slice(0, 1024).normalize('NFC'),
		account?.passwordHash ?? null
	);
	return account && right ? { id: account.id } : undefined;
}

/** The account behind an actor; refuses `not_signed_in`. */
export function signedIn(actor: Actor): AccountActor {
	if (actor.kind !== 'account') throw new Refusal('not_signed_in');
	return actor;
}
