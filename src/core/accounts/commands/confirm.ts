import { eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signInKeys } from '../attempts.ts';
import { requireFresh } from '../policy.ts';
import { passwordMatches } from '../passwords.ts';
import { hasSecondFactor, takeSecondFactor } from '../second-factor.ts';
import type { SignInAttempts } from '../sign-in.ts';
import type { AccountActor } from '../../kernel/actor.ts';
import { createFields } from '../../kernel/fields.ts';

/** Counts what was guessed, together with the tries to sign in. */
export type ConfirmAttempts = SignInAttempts;

/** How an owner confirms what cannot be undone. */
export interface Confirmation {
	password: string;
	/** Typed by whoever has no password. */
	login: string;
	/** Of the app, or a printed one, by whoever has a second factor. */
	totp: string;
	/** Where the request came from, for the limit on guessing. */
	address: string;
}

/**
 * Whether it is the owner and not somebody at a device that was left open. Refuses `invalid_input` (password, login,
 * totp), `sign_in_again` and `too_many_attempts`.
 */
export async function confirmOwner(
	store: Store,
	owner: AccountActor,
	{ password, login, totp, address }: Confirmation,
	attempts: ConfirmAttempts
): Promise<void> {
	const { id } = owner;
	const { db, t } = store;
	const [own] = await db
		.select({ login: t.accounts.login, hash: t.accounts.passwordHash })
		.from(t.accounts)
		.where(eq(t.accounts.id, id));
	const attempt = attempts.begin(signInKeys(own!.login, address), store.now());
	const fields = createFields();
	if (own!.hash === null) {
		await requireFresh(store, owner);
		if (login.trim().toLowerCase() !== own!.login) fields.wrong('login', 'unknown_account');
	} else if (password === '') fields.wrong('password', 'required');
	else if (!(await passwordMatches(password.slice(0, 1024).normalize('NFC'), own!.hash)))
		fields.wrong('password', 'wrong_password');
	fields.refuseIfWrong();
	if (await hasSecondFactor(store, id)) {
		// In a command of its own: a code is used up also when what follows is refused.
		const right = await store.write({ kind: 'system', job: 'sign-in' }, (writer) =>
			takeSecondFactor(writer, id, totp)
		);
		if (!right) fields.wrong('totp', totp === '' ? 'required' : 'wrong_code');
		fields.refuseIfWrong();
	}
	attempt.succeeded('pair');
}

/** By what an account confirms. */
export async function confirmedBy(
	reader: Reader,
	accountId: string
): Promise<{ password: boolean; secondFactor: boolean }> {
	const { db, t } = reader;
	const [own] = await db
		.select({ hash: t.accounts.passwordHash })
		.from(t.accounts)
		.where(eq(t.accounts.id, accountId));
	return {
		password: own !== undefined && own.hash !== null,
		secondFactor: await hasSecondFactor(reader, accountId)
	};
}
