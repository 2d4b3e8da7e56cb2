import type { AccountActor, Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';

/** The account behind an actor; refuses `not_signed_in`. */
export function signedIn(actor: Actor): AccountActor {
	if (actor.kind !== 'account') throw new Refusal('not_signed_in');
	return actor;
}
