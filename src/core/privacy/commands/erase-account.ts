import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { timelessId } from '../../kernel/ids.ts';
import { afterSomebodyLeft } from '../../organisations/commands/representatives.ts';

/** Everything that is kept about an account, but for its words; its row stays for what refers to it, and names nobody. */
export async function eraseAround(writer: Writer, accountId: string): Promise<void> {
	await eraseWaysIn(writer, accountId);
	await eraseMatters(writer, accountId);
	await leaveOrganisations(writer, accountId);
	await erasePerson(writer, accountId);
	const { db, t, now } = writer;
	const [area] = await db
		.select({ path: t.areas.path })
		.from(t.accounts)
		.innerJoin(t.areas, eq(t.areas.id, t.accounts.areaId))
		.where(eq(t.accounts.id, accountId));
	await db
		.update(t.accounts)
		.set({
			login: `erased-${timelessId()}`,
			passwordHash: null,
			name: '',
			language: 'uk',
			areaId: area!.path.at(-1)!,
			personId: null,
			display: 'resident',
			suspendedAt: null,
			suspendedReason: null,
			erasedAt: now()
		})
		.where(eq(t.accounts.id, accountId));
}

async function eraseWaysIn({ db, t }: Writer, accountId: string): Promise<void> {
	for (const table of [t.sessions, t.secondFactors, t.recoveryCodes, t.passkeys, t.oneTimeCodes])
		await db.delete(table).where(eq(table.accountId, accountId));
}

async function eraseMatters({ db, t, now }: Writer, accountId: string): Promise<void> {
	const [contact] = await db.select().from(t.contacts).where(eq(t.contacts.accountId, accountId));
	const { invitations: invited } = t;
	await db
		.update(invited)
		.set({ name: '', email: null, digest: null })
		.where(
			or(
				eq(invited.acceptedBy, accountId),
				contact && and(eq(invited.email, contact.email), isNull(invited.acceptedAt))
			)
		);
	for (const table of [t.contacts, t.notices, t.follows, t.consents, t.letters])
		await db.delete(table).where(eq(table.accountId, accountId));
	await db.update(t.endedRoles).set({ reason: '' }).where(eq(t.endedRoles.accountId, accountId));
	const declared = await db
		.select({ id: t.conflictDeclarations.id })
		.from(t.conflictDeclarations)
		.where(eq(t.conflictDeclarations.accountId, accountId));
	for (const { id } of declared) await db.delete(t.ties).where(eq(t.ties.declarationId, id));
	await db.delete(t.conflictDeclarations).where(eq(t.conflictDeclarations.accountId, accountId));
	const claimed = { claimedBy: null, claimedUntil: null };
	await db.update(t.queueItems).set(claimed).where(eq(t.queueItems.claimedBy, accountId));
	await eraseRevocations({ db, t, now }, accountId);
	// What did not work stays to be mended; whose it was, and where to write, goes.
	await db
		.update(t.accessibilityRequests)
		.set({ accountId: null, way: 'code', sealed: null })
		.where(eq(t.accessibilityRequests.accountId, accountId));
}

/** What was written for and against a verification; an appeal that still waits has nobody left to restore. */
async function eraseRevocations(
	{ db, t, now }: Pick<Writer, 'db' | 't' | 'now'>,
	accountId: string
): Promise<void> {
	const own = eq(t.revocations.accountId, accountId);
	await db
		.update(t.revocations)
		.set({ outcome: 'upheld', decidedAt: now() })
		.where(and(own, isNull(t.revocations.outcome)));
	await db
		.update(t.revocations)
		.set({ reason: '', appealText: null, outcomeReason: null })
		.where(own);
	await db.update(t.clashes).set({ note: null }).where(eq(t.clashes.accountId, accountId));
}

async function leaveOrganisations(writer: Writer, accountId: string): Promise<void> {
	const { db, t, emit } = writer;
	const left = await db
		.delete(t.representatives)
		.where(eq(t.representatives.accountId, accountId))
		.returning({ id: t.representatives.organisationId });
	for (const { id } of left) {
		emit({ type: 'representative.left', topic: null, kind: 'organisation', id, version: 1 });
		await afterSomebodyLeft(writer, id);
	}
}

/** The same person may be verified again, as somebody new: nothing here knows them any more. */
export async function erasePerson({ db, t, now }: Writer, accountId: string): Promise<void> {
	const [person] = await db
		.select({ id: t.persons.id, path: t.areas.path })
		.from(t.accounts)
		.innerJoin(t.persons, eq(t.persons.id, t.accounts.personId))
		.innerJoin(t.areas, eq(t.areas.id, t.persons.areaId))
		.where(eq(t.accounts.id, accountId));
	const revoked = db
		.select({ id: t.revocations.personId })
		.from(t.revocations)
		.where(eq(t.revocations.accountId, accountId));
	await db.delete(t.fingerprints).where(inArray(t.fingerprints.personId, revoked));
	if (!person) return;
	await db.delete(t.fingerprints).where(eq(t.fingerprints.personId, person.id));
	await db
		.update(t.persons)
		.set({ areaId: person.path.at(-1)!, adult: null, verifiedBy: null, expiresAt: now() })
		.where(eq(t.persons.id, person.id));
}
