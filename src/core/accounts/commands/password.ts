import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { createFields } from '../../kernel/fields.ts';
import { queueLetter } from '../../mail/commands.ts';
import type { Attempts } from '../attempts.ts';
import { endCodes } from '../codes.ts';
import { signedIn } from '../commands.ts';
import { contactOf } from '../email.ts';
import { checkPassword } from '../password-rules.ts';
import { requireFresh } from '../policy.ts';
import { hashPassword, passwordMatches } from '../passwords.ts';
import { endSessions } from '../sessions.ts';

export type Confirmations = Attempts<'account'>;

export interface ChangePassword {
	/** The one of now. */
	present: string;
	password: string;
}

/**
 * Another password; every other session ends. Sent twice, it is done once: the second time the new password is there
 * already, which counts as a guess like any other. Refuses `invalid_input` (present, password), `sign_in_again`,
 * `too_many_attempts` and `not_signed_in`.
 */
export async function changePassword(
	store: Store,
	actor: Actor,
	confirmations: Confirmations,
	{ present, password }: ChangePassword
): Promise<void> {
	const owner = signedIn(actor);
	const { id, sessionId } = owner;
	const fields = createFields();
	const account = await contactOf(store, id);
	await checkPassword(store, fields, { password, ...account });
	const proof = { owner, present, wanted: password };
	if ((await checkPresent(store, fields, confirmations, proof)) === 'there already') return;
	fields.refuseIfWrong();
	const hash = await hashPassword(password.normalize('NFC'));
	const isSet = await store.write(actor, async (writer) => {
		if ((await contactOf(writer, id)).passwordHash !== account.passwordHash) return false;
		await setPassword(writer, id, hash, { except: sessionId });
		return true;
	});
	// Meanwhile another was set: by the same form sent twice at once, or from elsewhere.
	if (!isSet) await changePassword(store, actor, confirmations, { present, password });
}

/**
 * Asks for the password of now; where there is none, the session must have begun lately. Notes `required` and
 * `wrong_password` under `present`; refuses `sign_in_again`. Answers whether the password that is `wanted` is the one
 * of now, where `present` is not.
 */
export async function checkPresent(
	store: Store,
	fields: ReturnType<typeof createFields>,
	confirmations: Confirmations,
	{ owner, present, wanted }: { owner: AccountActor; present: string; wanted?: string }
): Promise<'there already' | undefined> {
	const { id, passwordHash } = await contactOf(store, owner.id);
	if (passwordHash === null) {
		await requireFresh(store, owner);
		return;
	}
	const isNow = (typed = '') =>
		typed !== '' && passwordMatches(typed.slice(0, 1024).normalize('NFC'), passwordHash);
	if (present === '' && !wanted) return void fields.wrong('present', 'required');
	const found = await confirmations.guess(
		{ keys: { account: id }, now: store.now(), forgive: ['account'] },
		async () => ((await isNow(present)) ? 'right' : (await isNow(wanted)) && 'there already')
	);
	if (found === 'there already') return found;
	if (!found) fields.wrong('present', present === '' ? 'required' : 'wrong_password');
}

/**
 * Whatever else was open to the account ends with the old password: sessions, cards, links. Its owner is told by
 * letter, so that a stranger's hand does not stay unseen.
 */
export async function setPassword(
	writer: Writer,
	id: string,
	passwordHash: string,
	{ except = null }: { except?: string | null } = {}
): Promise<void> {
	const { db, t, emit } = writer;
	await db.update(t.accounts).set({ passwordHash }).where(eq(t.accounts.id, id));
	for (const purpose of ['recovery', 'card', 'email_old', 'email_new'] as const)
		await endCodes(writer, id, purpose);
	await endSessions(writer, id, { except });
	emit({ type: 'password.changed', topic: null, kind: 'account', id, version: 1, about: id });
	await tellOwner(writer, id, 'password_changed');
}

/** A letter about the account's keys, where there is an address to write to. */
export async function tellOwner(
	writer: Writer,
	id: string,
	kind: 'password_changed' | 'second_factor_changed'
): Promise<void> {
	const { email, language } = await contactOf(writer, id);
	if (email !== null)
		await queueLetter(writer, { kind, to: email, language, accountId: id, values: {} });
}
