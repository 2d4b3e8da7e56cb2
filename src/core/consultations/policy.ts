import type { Actor } from '../kernel/actor.ts';
import type { Action } from '../permissions/matrix.ts';
import { may, standingFor } from '../permissions/policy.ts';
import type { ChangeKind, ChangeRole } from './model.ts';

/** Officials of the authority draft and announce (requirements §3); nobody else sees a draft. */
export const mayDraft = (actor: Actor, { authorityId }: { authorityId: string }) =>
	may('draft.write', actor, { authorityId });

/** The action by which the course of a consultation is changed so. */
export const changeActions = {
	extended: 'consultation.extend',
	suspended: 'consultation.suspend',
	resumed: 'consultation.resume',
	cancelled: 'consultation.cancel',
	delay_explained: 'consultation.explainDelay'
} as const satisfies Record<ChangeKind, Action>;

/** As what somebody changes it: officials in every way, a coordinator of the host centre stops and resumes it. */
export function changeRoleOf(
	actor: Actor,
	{ authorityId, hostCentreId }: { authorityId: string; hostCentreId: string },
	kind: ChangeKind
): ChangeRole | null {
	const standing = standingFor(changeActions[kind], actor, { authorityId, centreId: hostCentreId });
	return (standing?.capacity as ChangeRole | undefined) ?? null;
}
