import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { signInKeys } from '../attempts.ts';
import { takeCode } from '../codes.ts';
import { contactOf } from '../email.ts';
import { takeSecondFactor } from '../second-factor.ts';
import type { SignedIn, SignInAttempts } from '../sign-in.ts';
import { readRecovery } from './recovery.ts';
import type { LinkAttempts } from './sign-up.ts';

const job: Actor = { kind: 'system', job: 'recovery' };

export interface LetterSignIn {
	code: string;
	/** Six digits of the app, or a printed recovery code, of whoever has a second factor. */
	totp: string;
	address: string;
}

/**
 * Opens an account by the link of a letter and leaves its password as it is; the link is used up. A mailbox alone does
 * not stand for both factors. Refuses `code_not_valid`, `account_suspended`, `invalid_input` (totp),
 * `too_many_attempts`.
 */
export async function signInByLetter(
	store: Store,
	{ links, signIns }: { links: LinkAttempts; signIns: SignInAttempts },
	{ code, totp, address }: LetterSignIn
): Promise<SignedIn> {
	const { id, login, secondFactor } = await readRecovery(store, links, { code, address });
	const { suspendedAt } = await contactOf(store, id);
	if (suspendedAt !== null) throw new Refusal('account_suspended');
	if (secondFactor) {
		const fields = createFields();
		if (totp === '') fields.wrong('totp', 'required');
		fields.refuseIfWrong();
		const attempt = signIns.begin(signInKeys(login, address), store.now());
		// In a command of its own: a code is used up also when what follows is refused.
		const right = await store.write(job, (writer) => takeSecondFactor(writer, id, totp));
		if (!right) fields.wrong('totp', 'wrong_code');
		fields.refuseIfWrong();
		attempt.succeeded('pair');
	}
	await store.write(job, (writer) => takeCode(writer, { purpose: 'recovery', code }));
	return { id, secondFactorAt: secondFactor ? store.now() : null };
}
