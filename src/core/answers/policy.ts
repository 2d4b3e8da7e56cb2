import { holds, type Actor } from '../kernel/actor.ts';

/** Officials of the authority answer, report and record decisions; centres never do (requirements §3, R-111). */
export const mayAnswer = (actor: Actor, { authorityId }: { authorityId: string }) =>
	holds(actor, 'official', authorityId);
