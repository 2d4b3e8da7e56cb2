import { and, eq, isNull, sql } from 'drizzle-orm';
import { query, type Storage } from '#storage/storage.ts';
import type { AccountActor, ScopedRole } from '../kernel/actor.ts';

/** A session as it was read, with whom it stands for. */
export interface Open {
	actor: AccountActor;
	expiresAt: number;
	startedAt: number;
	seenAt: number;
	/** Until when the person counts as verified. */
	personUntil: number;
}

/** By the hash of its cookie; undefined for none, and for an account that nobody may sign in to. */
export async function openSession(store: Storage, id: string): Promise<Open | undefined> {
	const rows = await store.run(sessionQuery, { id });
	const [first] = rows;
	if (!first) return undefined;
	const roles = new Map<string, ScopedRole>();
	for (const { role } of rows) if (role) roles.set(`${role.role} ${role.scopeId}`, role);
	const { account, areaPath, session, person } = first;
	const isRevoked = person === null || person.revokedAt !== null;
	const actor: AccountActor = {
		kind: 'account',
		...account,
		personId: isRevoked ? null : account.personId,
		formerPersonId: isRevoked ? account.personId : null,
		areaPath,
		roles: [...roles.values()],
		organisationIds: [...new Set(rows.flatMap((row) => row.organisationId ?? []))],
		sessionId: id,
		secondFactorAt: session.secondFactorAt
	};
	const { expiresAt, startedAt, seenAt } = session;
	return { actor, expiresAt, startedAt, seenAt, personUntil: person?.expiresAt ?? 0 };
}

/** One row for each pair of role and organisation of the account. */
const sessionQuery = query<{ id: string }>()('session', (db, t) =>
	db
		.select({
			session: {
				expiresAt: t.sessions.expiresAt,
				startedAt: t.sessions.startedAt,
				seenAt: t.sessions.seenAt,
				secondFactorAt: t.sessions.secondFactorAt
			},
			account: {
				id: t.accounts.id,
				name: t.accounts.name,
				areaId: t.accounts.areaId,
				language: t.accounts.language,
				personId: t.accounts.personId
			},
			person: { expiresAt: t.persons.expiresAt, revokedAt: t.persons.revokedAt },
			areaPath: t.areas.path,
			role: { role: t.roles.role, scope: t.roles.scope, scopeId: t.roles.scopeId },
			organisationId: t.organisations.id
		})
		.from(t.sessions)
		.innerJoin(t.accounts, eq(t.accounts.id, t.sessions.accountId))
		.innerJoin(t.areas, eq(t.areas.id, t.accounts.areaId))
		.leftJoin(t.persons, eq(t.persons.id, t.accounts.personId))
		.leftJoin(t.roles, eq(t.roles.accountId, t.accounts.id))
		.leftJoin(t.representatives, eq(t.representatives.accountId, t.accounts.id))
		.leftJoin(
			t.organisations,
			and(
				eq(t.organisations.id, t.representatives.organisationId),
				eq(t.organisations.status, 'verified')
			)
		)
		.where(
			and(
				eq(t.sessions.id, sql.placeholder('id')),
				isNull(t.accounts.suspendedAt),
				isNull(t.accounts.erasedAt)
			)
		)
);
