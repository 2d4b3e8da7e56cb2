import { and, eq, isNull } from 'drizzle-orm';
import type { Reader, Writer } from '#storage/storage.ts';
import { endSessions } from '../../accounts/sessions.ts';
import type { ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { queueLetter } from '../../mail/commands.ts';
import { notify } from '../../notifications/commands.ts';
import { namedScope } from '../queries/scopes.ts';

/**
 * A role begins. Sessions end, so that the next sign-in asks for the second factor; the caller writes the entry in
 * the log, and has checked conflicts.
 */
export async function grantRole(
	writer: Writer,
	accountId: string,
	role: ScopedRole,
	grantedBy: string | null
): Promise<void> {
	const { db, t, now } = writer;
	await db.insert(t.roles).values({ accountId, ...role, since: now(), grantedBy });
	await endSessions(writer, accountId);
	await notify(writer, [accountId], { kind: 'role_granted', objectId: role.scopeId || role.role });
}

export interface RoleEnd {
	accountId: string;
	role: ScopedRole['role'];
	/** '' for the network. */
	scopeId: string;
	reason: string;
	endedBy: string;
}

/**
 * A role ends at once, with its sessions, and its holder is told why; the caller writes the entry in the log.
 * Refuses `not_found` where it is not held, and `last_administrator`.
 */
export async function closeRole(writer: Writer, end: RoleEnd): Promise<void> {
	const { db, t, now } = writer;
	const { accountId, role, scopeId, reason, endedBy } = end;
	const [held] = await db
		.delete(t.roles)
		.where(
			and(eq(t.roles.accountId, accountId), eq(t.roles.role, role), eq(t.roles.scopeId, scopeId))
		)
		.returning();
	if (!held) throw new Refusal('not_found');
	if (role === 'admin') await refuseIfNoneIsLeft(writer);
	const id = newId(now());
	const { since, grantedBy, scope } = held;
	await db.insert(t.endedRoles).values({
		id,
		accountId,
		role,
		scope,
		scopeId,
		since,
		grantedBy,
		endedAt: now(),
		endedBy,
		reason
	});
	await db
		.update(t.queueItems)
		.set({ claimedBy: null, claimedUntil: null })
		.where(and(eq(t.queueItems.claimedBy, accountId), eq(t.queueItems.centreId, scopeId)));
	await endSessions(writer, accountId);
	await tell(writer, id, { ...held, reason });
}

/** Administrators who can act; commands come one after another, so that no two take away the last. */
export async function administrators({ db, t }: Reader): Promise<string[]> {
	const rows = await db
		.select({ id: t.roles.accountId })
		.from(t.roles)
		.innerJoin(t.accounts, eq(t.accounts.id, t.roles.accountId))
		.where(and(eq(t.roles.role, 'admin'), isNull(t.accounts.suspendedAt)));
	return rows.map(({ id }) => id);
}

/** Rights end at once, also those of whoever was just about to use them. Refuses `not_allowed`. */
export async function stillAdministrator(reader: Reader, accountId: string): Promise<void> {
	if (!(await administrators(reader)).includes(accountId)) throw new Refusal('not_allowed');
}

/** Refuses `last_administrator`. */
export async function refuseIfNoneIsLeft(reader: Reader): Promise<void> {
	if ((await administrators(reader)).length === 0) throw new Refusal('last_administrator');
}

/** The address to which an account's letters go, with its language; undefined where it gave none. */
export async function addressOf(
	{ db, t }: Reader,
	accountId: string
): Promise<{ email: string; language: 'uk' | 'pl' | 'en' } | undefined> {
	const [row] = await db
		.select({ email: t.contacts.email, language: t.accounts.language })
		.from(t.contacts)
		.innerJoin(t.accounts, eq(t.accounts.id, t.contacts.accountId))
		.where(eq(t.contacts.accountId, accountId));
	return row;
}

async function tell(
	writer: Writer,
	id: string,
	{ accountId, role, scope, scopeId, reason }: ScopedRole & { accountId: string; reason: string }
): Promise<void> {
	await notify(writer, [accountId], { kind: 'role_ended', objectId: id });
	const address = await addressOf(writer, accountId);
	if (!address) return;
	const { email, language } = address;
	const named = await namedScope(writer, scope, scopeId);
	const values = { role, scope: named?.name[language] ?? '', reason };
	await queueLetter(writer, { kind: 'role_ended', to: email, language, accountId, values });
}
