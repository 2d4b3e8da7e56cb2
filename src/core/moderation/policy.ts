import type { Actor } from '../kernel/actor.ts';
import { may } from '../permissions/policy.ts';
import type { ModerationAction } from './model.ts';

interface Words {
	hostCentreId: string;
	accountId: string | null;
}

/**
 * Staff of the host centre, never an official, never on one's own words (requirements §3, §4;
 * RELIABILITY D7).
 */
export const mayModerate = (actor: Actor, { hostCentreId, accountId }: Words) =>
	may('contribution.moderate', actor, { centreId: hostCentreId, accountId });

/** A coordinator of the centre that was drawn, never the one who decided before, never on one's own words. */
export const mayDecideAppeal = (
	actor: Actor,
	{
		appeal,
		decision,
		subject
	}: { appeal: { centreId: string }; decision: { decidedBy: string }; subject: Words }
) =>
	may('appeal.decide', actor, {
		centreId: appeal.centreId,
		earlierId: decision.decidedBy,
		accountId: subject.accountId
	});

interface Decided {
	action: ModerationAction;
	appeal: object | null;
	appealUntil: number;
}

/**
 * Of the decisions about some words, latest first, the one that can be appealed: it still restricts them, and was
 * not appealed yet. A later look that changed nothing does not count.
 */
export function appealableOf<Decision extends Decided>(
	decisions: readonly Decision[],
	now: number
): Decision | undefined {
	const holding = decisions.find(({ action }) => action !== 'none');
	const restricts = holding?.action === 'hidden' || holding?.action === 'redacted';
	return restricts && holding.appeal === null && now <= holding.appealUntil ? holding : undefined;
}
