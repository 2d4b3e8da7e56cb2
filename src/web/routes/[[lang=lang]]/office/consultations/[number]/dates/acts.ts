import type { ChangeKind, ChangeRole, Phase } from '#core/consultations/model.ts';
import { changeActions } from '#core/consultations/policy.ts';
import { isTimeFor } from '#core/permissions/policy.ts';

/** What may be done to the dates, by the last part of its address. */
const acts = {
	extend: 'extended',
	suspend: 'suspended',
	resume: 'resumed',
	cancel: 'cancelled',
	explain: 'delay_explained'
} as const satisfies Record<string, ChangeKind>;
export type Act = keyof typeof acts;
export const actNames = Object.keys(acts) as Act[];

/** What makes sense to offer now; the commands decide for themselves. Who stopped it resumes it (T11). */
export function possibleActs(
	{ phase, stoppedBy }: { phase: Phase; stoppedBy: ChangeRole | undefined },
	role: ChangeRole
): Act[] {
	return actNames.filter((act) => {
		if (!isTimeFor(changeActions[acts[act]], phase)) return false;
		if (act === 'resume') return stoppedBy === role;
		return role === 'official' || act === 'suspend';
	});
}
