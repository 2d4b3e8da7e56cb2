import { holds, type Actor } from '../kernel/actor.ts';
import type { ChangeKind, ChangeRole } from './model.ts';

/** Officials of the authority draft and announce (requirements §3); nobody else sees a draft. */
export const mayDraft = (actor: Actor, { authorityId }: { authorityId: string }) =>
	holds(actor, 'official', authorityId);

/** As what somebody changes the course of a consultation: officials all of it, a coordinator of the host centre stops and resumes it. */
export function changeRoleOf(
	actor: Actor,
	{ authorityId, hostCentreId }: { authorityId: string; hostCentreId: string },
	kind: ChangeKind
): ChangeRole | null {
	if (holds(actor, 'official', authorityId)) return 'official';
	const stops = kind === 'suspended' || kind === 'resumed';
	return stops && holds(actor, 'coordinator', hostCentreId) ? 'coordinator' : null;
}
