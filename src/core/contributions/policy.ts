import { holds, isStaffOf, type Actor } from '../kernel/actor.ts';
import type { Badge } from './model.ts';

/** Residents and organisations write; whoever holds an office writes, if at all, from a private account (requirements §3, note 1). */
export const mayContribute = (actor: Actor) => actor.kind === 'account' && actor.roles.length === 0;

/** One's own words need no mark of one's own. */
export const maySupport = (actor: Actor, { accountId }: { accountId: string | null }) =>
	mayContribute(actor) && actor.kind === 'account' && actor.id !== accountId;

/** In whose name somebody clarifies; null for everybody else. */
export function badgeOf(
	actor: Actor,
	{ authorityId, hostCentreId }: { authorityId: string; hostCentreId: string }
): Badge | null {
	if (holds(actor, 'official', authorityId)) return 'authority';
	return isStaffOf(actor, hostCentreId) ? 'centre' : null;
}
