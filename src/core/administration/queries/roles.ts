import { and, desc, eq, lt, lte, or, sql } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { roleNames, type Actor, type Role } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { InvitedRole } from '../model.ts';
import { nameOf } from './proposals.ts';
import { namedScope, type NamedScope } from './scopes.ts';

export interface RoleHolder {
	accountId: string;
	login: string;
	name: string;
	role: Role;
	scopeId: string;
	where: NamedScope | null;
	since: number;
	/** Who invited; null for the first administrator and for who came with the demo. */
	inviter: string | null;
	suspended: boolean;
	mine: boolean;
}

export interface RoleFilter {
	role?: string | undefined;
	/** Id of an authority or centre. */
	scopeId?: string | undefined;
	cursor?: string | undefined;
	limit?: number;
}

/**
 * Who holds what since when, the latest accounts first. Pages are keys of the table itself, so that ten thousand
 * roles are as quick as ten.
 */
export function roleHolders(
	store: Store,
	actor: Actor,
	{ role, scopeId, cursor, limit = 50 }: RoleFilter
): Promise<{ items: RoleHolder[]; next: string | null }> {
	const viewer = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const one = t.roles;
		const [accountId, afterRole, afterScope] = (cursor ?? '').split('~');
		const rows = await db
			.select({
				one,
				login: t.accounts.login,
				name: t.accounts.name,
				suspendedAt: t.accounts.suspendedAt
			})
			.from(one)
			.innerJoin(t.accounts, eq(t.accounts.id, one.accountId))
			.where(
				and(
					roleNames.some((name) => name === role) ? eq(one.role, role as Role) : undefined,
					scopeId ? eq(one.scopeId, scopeId) : undefined,
					// For the index; what follows is the rest of the key.
					accountId ? lte(one.accountId, accountId) : undefined,
					accountId
						? or(
								lt(one.accountId, accountId),
								and(
									eq(one.accountId, accountId),
									or(
										lt(one.role, (afterRole ?? '') as Role),
										and(eq(one.role, (afterRole ?? '') as Role), lt(one.scopeId, afterScope ?? ''))
									)
								)
							)
						: undefined
				)
			)
			.orderBy(desc(one.accountId), desc(one.role), desc(one.scopeId))
			.limit(limit + 1);
		const page = rows.slice(0, limit);
		const named = remembered(reader);
		const items: RoleHolder[] = [];
		for (const { one: held, suspendedAt, ...account } of page) {
			const { accountId, role, scopeId, since } = held;
			items.push({
				...account,
				accountId,
				role,
				scopeId,
				since,
				where: await named.scope(held.scope, scopeId),
				inviter: await named.account(held.grantedBy),
				suspended: suspendedAt !== null,
				mine: accountId === viewer.id
			});
		}
		const last = page.at(-1)?.one;
		const more = rows.length > limit && last;
		return { items, next: more ? `${last.accountId}~${last.role}~${last.scopeId}` : null };
	});
}

export interface EndedRole {
	id: string;
	accountId: string;
	name: string;
	role: InvitedRole;
	where: NamedScope | null;
	since: number;
	inviter: string | null;
	endedAt: number;
	/** Null: the holder's account was erased. */
	endedBy: string | null;
	reason: string;
}

/** Roles that ended, the latest first. */
export function endedRoles(
	store: Store,
	_: Actor,
	{ cursor, limit = 50 }: { cursor?: string | undefined; limit?: number }
): Promise<{ items: EndedRole[]; next: string | null }> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const one = t.endedRoles;
		const rows = await db
			.select({ one, name: t.accounts.name })
			.from(one)
			.innerJoin(t.accounts, eq(t.accounts.id, one.accountId))
			.where(cursor ? lt(one.id, cursor) : undefined)
			.orderBy(desc(one.id))
			.limit(limit + 1);
		const named = remembered(reader);
		const items: EndedRole[] = [];
		for (const { one: row, name } of rows.slice(0, limit)) {
			const { id, accountId, role, scope, scopeId, since, endedAt, reason } = row;
			items.push({
				id,
				accountId,
				name,
				role,
				since,
				endedAt,
				reason,
				where: await named.scope(scope, scopeId),
				inviter: await named.account(row.grantedBy),
				endedBy: await named.account(row.endedBy)
			});
		}
		return { items, next: rows.length > limit ? items.at(-1)!.id : null };
	});
}

type Choices = Record<'authorities' | 'centres', { id: string; name: Trilingual }[]>;

/** Where roles can hold, in Ukrainian order of their names: what an invitation and a filter offer. */
export const roleScopes = (store: Store): Promise<Choices> => store.read(scopeChoices);

export const scopeChoices = async ({ db, t }: Reader): Promise<Choices> => ({
	authorities: await db
		.select({ id: t.authorities.id, name: t.authorities.name })
		.from(t.authorities)
		.orderBy(t.authorities.rank),
	centres: await db
		.select({ id: t.centres.id, name: t.centres.name })
		.from(t.centres)
		.orderBy(t.centres.rank)
});

/** Each authority, centre and account is asked for once, however many rows name it. */
function remembered(reader: Reader) {
	const scopes = new Map<string, NamedScope | null>();
	const accounts = new Map<string, string | null>();
	return {
		async scope(kind: Parameters<typeof namedScope>[1], id: string) {
			const key = `${kind} ${id}`;
			if (!scopes.has(key)) scopes.set(key, await namedScope(reader, kind, id));
			return scopes.get(key)!;
		},
		async account(id: string | null) {
			if (id === null) return null;
			if (!accounts.has(id)) accounts.set(id, await nameOf(reader, id));
			return accounts.get(id)!;
		}
	};
}

/** How many hold each role. */
export async function roleCounts({ db, t }: Reader): Promise<Record<Role, number>> {
	const rows = await db
		.select({ role: t.roles.role, count: sql<number>`count(*)` })
		.from(t.roles)
		.groupBy(t.roles.role);
	const counts = { official: 0, consultant: 0, coordinator: 0, admin: 0 };
	for (const { role, count } of rows) counts[role] = Number(count);
	return counts;
}
