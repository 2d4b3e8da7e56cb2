import { holds, type Actor } from '../kernel/actor.ts';

/** Officials of the authority draft and announce (requirements §3); nobody else sees a draft. */
export const mayDraft = (actor: Actor, { authorityId }: { authorityId: string }) =>
	holds(actor, 'official', authorityId);
