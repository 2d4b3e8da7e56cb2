import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { BallotTier } from './model.ts';

/**
 * Who votes, and as what: the verified person, or the account when its place of residence is only declared
 * (RELIABILITY D4). Refuses `not_signed_in`.
 */
export function voterOf(actor: Actor): { voter: string; tier: BallotTier } {
	if (actor.kind !== 'account') throw new Refusal('not_signed_in');
	return actor.personId === null
		? { voter: `account:${actor.id}`, tier: 'declared' }
		: { voter: `person:${actor.personId}`, tier: 'verified' };
}

/**
 * Residents of the places that the consultation concerns. Whoever holds an office here votes, if at all,
 * from a private account (requirements §3, note 1).
 */
export function mayVote(actor: Actor, { areaIds }: { areaIds: readonly string[] }): boolean {
	return (
		actor.kind === 'account' &&
		actor.roles.length === 0 &&
		areaIds.some((id) => actor.areaPath.includes(id))
	);
}
