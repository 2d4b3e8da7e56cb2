import { recentSecondFactor } from '../accounts/policy.ts';
import type { AccountActor, Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { standingFor, type Facts } from '../permissions/policy.ts';
import type { Action } from '../permissions/matrix.ts';

/** What changes the rights of others asks for the second factor anew. Refuses `second_factor_needed`. */
export function refuseUnlessRecent(actor: Actor, now: number): void {
	if (!recentSecondFactor(actor, now)) throw new Refusal('second_factor_needed');
}

/** As what the actor does it: stands in the log. Null where it is no office. */
export const actingAs = (action: Action, actor: AccountActor, facts: Facts = {}) =>
	standingFor(action, actor, facts)?.role ?? null;
