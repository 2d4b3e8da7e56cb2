import type { Actor } from '../kernel/actor.ts';

/** Residents and organisations write; whoever holds an office writes, if at all, from a private account (requirements §3, note 1). */
export const mayContribute = (actor: Actor) => actor.kind === 'account' && actor.roles.length === 0;
