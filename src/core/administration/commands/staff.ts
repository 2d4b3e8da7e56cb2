import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { createFields } from '../../kernel/fields.ts';
import { require } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { actingAs, refuseUnlessRecent } from '../policy.ts';
import { checkedReason, checkPerson, refuseKnownConflict, type TypedInvitation } from './checks.ts';
import { createInvitation } from './invite.ts';
import { closeRole } from './roles.ts';

export interface InviteConsultant extends TypedInvitation {
	centreId: string;
	key?: string | undefined;
}

/**
 * A coordinator invites a consultant of their own centre, alone (requirements §3). The code is told once: a retry
 * gets null instead. Refuses `not_allowed`, `invalid_input`, `role_held`, `conflict_of_roles`,
 * `second_factor_needed`.
 */
export async function inviteConsultant(
	store: Store,
	actor: Actor,
	{ key, centreId, ...typed }: InviteConsultant
): Promise<{ id: string; code: string | null }> {
	const account = signedIn(actor);
	require('staff.assign', account, { centreId });
	refuseUnlessRecent(account, store.now());
	let code: string | null = null;
	const body = { centreId, ...typed };
	const { id } = await store.write(account, (writer) =>
		once(writer, account, { key, action: 'staff.assign', body }, async () => {
			const fields = createFields();
			const person = checkPerson(fields, typed);
			fields.refuseIfWrong();
			const invitation = {
				role: 'consultant',
				scope: 'centre',
				scopeId: centreId,
				...person,
				invitedBy: account.id
			} as const;
			await refuseKnownConflict(writer, invitation);
			const as = actingAs('staff.assign', account, { centreId });
			const made = await createInvitation(writer, invitation, as);
			code = made.code;
			return { id: made.id };
		})
	);
	return { id, code };
}

export interface EndConsultant {
	accountId: string;
	centreId: string;
	reason: string;
	key?: string | undefined;
}

/**
 * A coordinator ends the work of a consultant of their own centre, with the reason that both the consultant and the
 * log get. Refuses `not_allowed`, `not_found`, `invalid_input`, `second_factor_needed`.
 */
export async function endConsultant(
	store: Store,
	actor: Actor,
	{ key, ...input }: EndConsultant
): Promise<{ accountId: string }> {
	const account = signedIn(actor);
	const { accountId, centreId } = input;
	require('staff.assign', account, { centreId, accountId });
	refuseUnlessRecent(account, store.now());
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'staff.assign', body: input }, async () => {
			const reason = checkedReason(input.reason);
			const end = { accountId, role: 'consultant', scopeId: centreId } as const;
			await closeRole(writer, { ...end, reason, endedBy: account.id });
			writer.emit({
				type: 'role.ended',
				topic: null,
				kind: 'account',
				id: accountId,
				version: 1,
				as: actingAs('staff.assign', account, { centreId }),
				about: accountId,
				reason,
				details: { role: 'consultant', scope: centreId }
			});
			return { accountId };
		})
	);
}
