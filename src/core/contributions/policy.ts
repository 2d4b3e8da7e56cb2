import type { Actor } from '../kernel/actor.ts';
import { may, standingFor } from '../permissions/policy.ts';
import type { Badge } from './model.ts';

/** Residents and organisations write; whoever holds an office writes, if at all, from a private account (requirements §3, note 1). */
export const mayContribute = (actor: Actor) => may('contribution.write', actor);

/** Only present representatives of a verified organisation, and nobody who holds an office. */
export const maySpeakFor = (actor: Actor, organisationId: string) =>
	may('organisation.manage', actor, { organisationId });

/**
 * Whose words they are while they can be changed: their author's; of an organisation's, only as long as the author
 * speaks for it.
 */
export const areOwn = (
	actor: Actor,
	{ accountId, organisationId }: { accountId: string | null; organisationId: string | null }
) =>
	actor.kind === 'account' &&
	accountId === actor.id &&
	(organisationId === null || maySpeakFor(actor, organisationId));

/** One's own words need no mark of one's own. */
export const maySupport = (actor: Actor, { accountId }: { accountId: string | null }) =>
	may('contribution.support', actor, { accountId });

/** In whose name somebody clarifies; null for everybody else. */
export function badgeOf(
	actor: Actor,
	{ authorityId, hostCentreId }: { authorityId: string; hostCentreId: string }
): Badge | null {
	const standing = standingFor('reply.write', actor, { authorityId, centreId: hostCentreId });
	if (!standing?.role) return null;
	return standing.role.scope === 'authority' ? 'authority' : 'centre';
}
