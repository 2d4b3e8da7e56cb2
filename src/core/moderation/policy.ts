import { isStaffOf, type Actor } from '../kernel/actor.ts';

/**
 * Staff of the host centre, never an official, never on one's own words (requirements §3, §4;
 * RELIABILITY D7). Nobody is both: that is checked on assignment.
 */
export const mayModerate = (
	actor: Actor,
	{ hostCentreId, accountId }: { hostCentreId: string; accountId: string }
) =>
	isStaffOf(actor, hostCentreId) &&
	actor.kind === 'account' &&
	actor.id !== accountId &&
	!actor.roles.some(({ role }) => role === 'official');
