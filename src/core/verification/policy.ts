import type { Actor } from '../kernel/actor.ts';
import { standingFor, type Standing } from '../permissions/policy.ts';

interface ClashOf {
	firstCentreId: string;
	secondCentreId: string;
	accountId: string | null;
}

/** As what somebody settles a clash: a coordinator of either centre, never about the own account. */
export const clashStanding = (
	actor: Actor,
	{ firstCentreId, secondCentreId, accountId }: ClashOf
): Standing | null =>
	standingFor('clash.settle', actor, { centreId: firstCentreId, accountId }) ??
	standingFor('clash.settle', actor, { centreId: secondCentreId, accountId });

interface RevocationOf {
	appealCentreId: string | null;
	revokedBy: string;
	accountId: string;
}

/** A coordinator of the centre that was drawn, never the one who took it back, never about the own account. */
export const revocationStanding = (
	actor: Actor,
	{ appealCentreId, revokedBy, accountId }: RevocationOf
): Standing | null =>
	appealCentreId === null
		? null
		: standingFor('revocation.decide', actor, {
				centreId: appealCentreId,
				earlierId: revokedBy,
				accountId
			});
