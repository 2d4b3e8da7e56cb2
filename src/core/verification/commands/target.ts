import { and, eq, isNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { require } from '../../permissions/policy.ts';

/** An account whose owner stands at the desk. */
export interface Target {
	id: string;
	login: string;
	name: string;
	personId: string | null;
}

interface Asked {
	login: string;
	centreId: string;
}

/**
 * The account of whoever came, by its login: its name is compared with the papers, and nothing else is shown.
 * Refuses `not_allowed` for oneself, `account_suspended`, `invalid_input` for an unknown login and for those who work
 * at the same centre.
 */
export function accountAtDesk(
	store: Store,
	actor: Actor,
	asked: Asked
): Promise<{ login: string; name: string }> {
	const account = signedIn(actor);
	require('person.read', account, { centreId: asked.centreId });
	return store.read(async (reader) => {
		const fields = createFields();
		const target = await targetOf(reader, account, asked, fields);
		fields.refuseIfWrong();
		return { login: target!.login, name: target!.name };
	});
}

/** The same within a command; null where something is wrong with it, which is noted. */
export async function targetOf(
	{ db, t }: Reader,
	account: AccountActor,
	{ login: typed, centreId }: Asked,
	fields: Fields
): Promise<Target | null> {
	const login = typed.trim().toLowerCase();
	const [row] = await db
		.select()
		.from(t.accounts)
		.where(and(eq(t.accounts.login, login), isNull(t.accounts.erasedAt)));
	if (!row) {
		fields.wrong('login', login === '' ? 'required' : 'unknown_account');
		fields.refuseIfWrong();
	}
	const { id, name, personId, suspendedAt } = row!;
	require('person.verify', account, { centreId, accountId: id });
	if (suspendedAt !== null) throw new Refusal('account_suspended');
	const [colleague] = await db
		.select({ role: t.roles.role })
		.from(t.roles)
		.where(and(eq(t.roles.accountId, id), eq(t.roles.scopeId, centreId)));
	if (colleague) fields.wrong('login', 'own_centre');
	return { id, login, name, personId };
}
