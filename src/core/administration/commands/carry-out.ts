import { and, eq } from 'drizzle-orm';
import type { Reader, Writer } from '#storage/storage.ts';
import { latestProfile } from '../../consultations/queries/profiles.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { ProposedChange } from '../model.ts';
import { namedScope } from '../queries/scopes.ts';
import { refuseKnownConflict } from './checks.ts';
import { keepInvitation } from './invite.ts';
import { closeRole } from './roles.ts';

/**
 * Whether the change could be carried out as things stand: asked when it is proposed and when it is approved.
 * Refuses `not_found`, `role_held`, `conflict_of_roles`, `version_conflict`.
 */
export async function refuseImpossible(reader: Reader, change: ProposedChange): Promise<void> {
	const { db, t } = reader;
	switch (change.kind) {
		case 'invite': {
			const there = await namedScope(reader, change.scope, change.scopeId);
			if (change.scope !== 'network' && !there) throw new Refusal('not_found');
			return refuseKnownConflict(reader, change);
		}
		case 'end_role': {
			const { accountId, role, scopeId } = change;
			const [held] = await db
				.select({ id: t.roles.accountId })
				.from(t.roles)
				.where(
					and(
						eq(t.roles.accountId, accountId),
						eq(t.roles.role, role),
						eq(t.roles.scopeId, scopeId)
					)
				);
			if (!held) throw new Refusal('not_found');
			return;
		}
		case 'revise_profile': {
			const { version } = await latestProfile(reader, change.profileId);
			if (version !== change.version) throw new Refusal('version_conflict', { version });
		}
	}
}

interface Approved {
	change: ProposedChange;
	reason: string;
	proposedBy: string;
	/** Whoever approves. */
	approvedBy: string;
}

/** Does what was proposed, within the transaction of the approval; answers the code of an invitation. */
export async function carryOut(
	writer: Writer,
	{ change, reason, proposedBy, approvedBy }: Approved
): Promise<{ invitationId: string; code: string } | null> {
	await refuseImpossible(writer, change);
	switch (change.kind) {
		case 'invite': {
			const { kind: _, ...invitation } = change;
			const { id, code } = await keepInvitation(writer, { ...invitation, invitedBy: proposedBy });
			return { invitationId: id, code };
		}
		case 'end_role': {
			const { kind: _, ...end } = change;
			await closeRole(writer, { ...end, reason, endedBy: approvedBy });
			return null;
		}
		case 'revise_profile': {
			const { db, t } = writer;
			const { profileId: id, numbers } = change;
			const latest = await latestProfile(writer, id);
			const version = latest.version + 1;
			// Consultations keep the copy that was frozen when they were announced.
			await db.insert(t.ruleProfiles).values({
				id,
				version,
				profile: { ...latest, ...numbers, version } as typeof latest
			});
			return null;
		}
	}
}
