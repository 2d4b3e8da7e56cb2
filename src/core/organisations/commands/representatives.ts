import { and, eq } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { notify } from '../../notifications/commands.ts';

interface NewRepresentative {
	organisationId: string;
	accountId: string;
	post: string;
	/** The account of the representative who invited. */
	invitedBy: string | null;
}

/**
 * Lets an account speak for an organisation, when it takes up an invitation; the entry of the audit log is that of
 * the invitation. Those who speak for it already are told. Refuses `organisation_not_verified`, `role_held` and, for
 * whoever holds an office, `not_allowed` (requirements §3, note 1).
 */
export async function addRepresentative(
	writer: Writer,
	{ organisationId, accountId, post, invitedBy }: NewRepresentative
): Promise<void> {
	const { db, t, now } = writer;
	const [organisation] = await db
		.select({ status: t.organisations.status })
		.from(t.organisations)
		.where(eq(t.organisations.id, organisationId));
	if (organisation?.status !== 'verified') throw new Refusal('organisation_not_verified');
	const [office] = await db.select().from(t.roles).where(eq(t.roles.accountId, accountId)).limit(1);
	if (office) throw new Refusal('not_allowed');
	const others = await representativesOf(writer, organisationId);
	const [added] = await db
		.insert(t.representatives)
		.values({ organisationId, accountId, post, since: now(), invitedBy })
		.onConflictDoNothing()
		.returning({ accountId: t.representatives.accountId });
	if (!added) throw new Refusal('role_held');
	await notify(writer, others, { kind: 'representative_changed', objectId: organisationId });
}

/** The accounts that speak for an organisation now. */
export async function representativesOf(
	{ db, t }: Writer,
	organisationId: string
): Promise<string[]> {
	const rows = await db
		.select({ accountId: t.representatives.accountId })
		.from(t.representatives)
		.where(eq(t.representatives.organisationId, organisationId));
	return rows.map(({ accountId }) => accountId);
}

interface EndedRepresentation {
	organisationId: string;
	accountId: string;
	endedBy: string;
	/** '' where somebody left by themselves. */
	reason: string;
}

/** Takes one representative out and keeps who it was and until when; refuses `not_found`. */
export async function endRepresentation(
	{ db, t, now }: Writer,
	{ organisationId, accountId, endedBy, reason }: EndedRepresentation
): Promise<void> {
	const [ended] = await db
		.delete(t.representatives)
		.where(
			and(
				eq(t.representatives.organisationId, organisationId),
				eq(t.representatives.accountId, accountId)
			)
		)
		.returning();
	if (!ended) throw new Refusal('not_found');
	await db.insert(t.endedRoles).values({
		id: newId(now()),
		accountId,
		role: 'representative',
		scope: 'organisation',
		scopeId: organisationId,
		since: ended.since,
		grantedBy: ended.invitedBy,
		endedAt: now(),
		endedBy,
		reason
	});
}

/**
 * What follows when a representative has gone: the others are told, and an organisation for which nobody speaks any
 * more has ended, until it is registered again.
 */
export async function afterSomebodyLeft(writer: Writer, organisationId: string): Promise<void> {
	const { db, t, now, emit } = writer;
	const others = await representativesOf(writer, organisationId);
	await notify(writer, others, { kind: 'representative_changed', objectId: organisationId });
	if (others.length > 0) return;
	await db
		.update(t.organisations)
		.set({ status: 'ended', endedAt: now() })
		.where(eq(t.organisations.id, organisationId));
	emit({
		type: 'organisation.ended',
		topic: null,
		kind: 'organisation',
		id: organisationId,
		version: 1
	});
}
