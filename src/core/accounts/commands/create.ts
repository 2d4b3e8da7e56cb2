import type { Writer } from '#storage/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Lang } from '../../kernel/text.ts';
import { newLogin } from '../logins.ts';

interface NewAccount {
	/** Made clean by `createFields().name`. */
	name: string;
	/** A place where somebody lives. */
	areaId: string;
	language: Lang;
	/** Without one a name is made that can be said over the phone. */
	login?: string;
	/** Without one nobody signs in until a card or a letter opens the account. */
	passwordHash?: string | null;
}

/** How often a name that was made may turn out to be taken. */
const tries = 20;

/** An account of tier 2 (requirements §5.1). Refuses `login_taken`, where a login was given. */
export async function createAccount(
	{ db, t, now, emit }: Writer,
	{ login: wanted, passwordHash = null, ...account }: NewAccount
): Promise<{ id: string; login: string }> {
	for (let n = 0; n < (wanted === undefined ? tries : 1); n++) {
		const id = newId(now());
		const login = wanted ?? newLogin();
		const [created] = await db
			.insert(t.accounts)
			.values({ id, login, passwordHash, registeredAt: now(), ...account })
			.onConflictDoNothing()
			.returning({ id: t.accounts.id });
		if (!created) continue;
		emit({ type: 'account.registered', topic: null, kind: 'account', id, version: 1, about: id });
		return { id, login };
	}
	throw new Refusal(wanted === undefined ? 'busy' : 'login_taken');
}
