import { desc, eq, or } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor, Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { actingAs } from '../policy.ts';
import type { InvitedRole } from '../model.ts';
import { administrators } from '../commands/roles.ts';
import { namedScope, type NamedScope } from './scopes.ts';

/**
 * The account of a login or an e-mail address; null where there is none. Found by its address, that is a reading of
 * contact data and stands in the log.
 */
export async function findAccount(
	store: Store,
	actor: Actor,
	{ q }: { q: string }
): Promise<{ id: string } | null> {
	const account = signedIn(actor);
	const wanted = q.trim().toLowerCase().slice(0, 254);
	return store.write(account, async ({ db, t, emit }) => {
		const [found] = await db
			.select({ id: t.accounts.id, login: t.accounts.login })
			.from(t.accounts)
			.leftJoin(t.contacts, eq(t.contacts.accountId, t.accounts.id))
			.where(or(eq(t.accounts.login, wanted), eq(t.contacts.email, wanted)))
			.limit(1);
		if (!found) return null;
		if (found.login !== wanted)
			emit({
				type: 'contact.read',
				topic: null,
				kind: 'account',
				id: found.id,
				version: 1,
				as: actingAs('account.suspend', account),
				about: found.id
			});
		return { id: found.id };
	});
}

interface HeldRole {
	role: Role;
	scopeId: string;
	where: NamedScope | null;
	since: number;
}

export interface AdministeredAccount {
	id: string;
	login: string;
	name: string;
	registeredAt: number;
	verified: boolean;
	suspended: { at: number; reason: string } | null;
	erased: boolean;
	roles: HeldRole[];
	ended: { role: InvitedRole; where: NamedScope | null; endedAt: number; reason: string }[];
	sessions: number;
	mine: boolean;
	/** Nobody else administers the network. */
	lastAdministrator: boolean;
}

/** An account as an administrator sees it: no contact data, nothing of what it wrote. Refuses `not_found`. */
export function administeredAccount(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<AdministeredAccount> {
	const viewer = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const [row] = await db.select().from(t.accounts).where(eq(t.accounts.id, id));
		if (!row) throw new Refusal('not_found');
		const { login, name, registeredAt, personId, suspendedAt, suspendedReason, erasedAt } = row;
		const active = await administrators(reader);
		return {
			id,
			login,
			name,
			registeredAt,
			verified: personId !== null,
			suspended: suspendedAt === null ? null : { at: suspendedAt, reason: suspendedReason ?? '' },
			erased: erasedAt !== null,
			roles: await rolesOf(reader, id),
			ended: await endedRolesOf(reader, id),
			sessions: await db.$count(t.sessions, eq(t.sessions.accountId, id)),
			mine: id === viewer.id,
			lastAdministrator: active.length === 1 && active[0] === id
		};
	});
}

async function rolesOf(reader: Reader, accountId: string): Promise<HeldRole[]> {
	const { db, t } = reader;
	const rows = await db.select().from(t.roles).where(eq(t.roles.accountId, accountId));
	const held: HeldRole[] = [];
	for (const { role, scope, scopeId, since } of rows)
		held.push({ role, scopeId, where: await namedScope(reader, scope, scopeId), since });
	return held;
}

async function endedRolesOf(
	reader: Reader,
	accountId: string
): Promise<AdministeredAccount['ended']> {
	const { db, t } = reader;
	const rows = await db
		.select()
		.from(t.endedRoles)
		.where(eq(t.endedRoles.accountId, accountId))
		.orderBy(desc(t.endedRoles.endedAt))
		.limit(50);
	const ended: AdministeredAccount['ended'] = [];
	for (const { role, scope, scopeId, endedAt, reason } of rows)
		ended.push({ role, where: await namedScope(reader, scope, scopeId), endedAt, reason });
	return ended;
}
