import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { may } from '../permissions/policy.ts';
import type { BallotTier } from './model.ts';

/**
 * Who votes, and as what: the verified person, or the account when its place of residence is only declared
 * (RELIABILITY D4). A person whose verification is over stays the same voter, or one could vote twice. Refuses
 * `not_signed_in`.
 */
export function voterOf(actor: Actor): { voter: string; tier: BallotTier } {
	if (actor.kind !== 'account') throw new Refusal('not_signed_in');
	const person = actor.personId ?? actor.formerPersonId ?? null;
	return {
		voter: person === null ? voterOfAccount(actor.id) : voterOfPerson(person),
		tier: actor.personId === null ? 'declared' : 'verified'
	};
}

export const voterOfAccount = (id: string) => `account:${id}`;
export const voterOfPerson = (id: string) => `person:${id}`;

/**
 * Residents of the places that the consultation concerns. Whoever holds an office here votes, if at all,
 * from a private account (requirements §3, note 1).
 */
export const mayVote = (actor: Actor, { areaIds }: { areaIds: readonly string[] }) =>
	may('ballot.cast', actor, { areaIds });
