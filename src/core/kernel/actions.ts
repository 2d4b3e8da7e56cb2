import type { Actor } from './actor.ts';

type Who = 'anyone' | 'account' | 'official' | 'staff' | 'office' | 'system';

/**
 * Every action and the widest circle that may try it (requirements §3); commands narrow it further by
 * scope and state. What is not named here cannot be bound in `app.ts`.
 */
export const actions = {
	'area.read': 'anyone',
	'authority.read': 'anyone',
	'centre.read': 'anyone',
	'ruleProfile.read': 'anyone',
	'consultation.read': 'anyone',
	'contribution.read': 'anyone',
	'poll.read': 'anyone',
	'live.read': 'anyone',
	'account.register': 'anyone',
	'session.start': 'anyone',
	'session.end': 'account',
	'account.readOwn': 'account',
	'contribution.write': 'account',
	'contribution.correct': 'account',
	'contribution.withdraw': 'account',
	'contribution.support': 'account',
	'contribution.enter': 'staff',
	'reply.write': 'account',
	'receipt.read': 'anyone',
	'answer.dispute': 'account',
	'notice.readOwn': 'account',
	'contribution.readOwn': 'account',
	'contribution.flag': 'anyone',
	'ballot.cast': 'account',
	'ballot.withdraw': 'account',
	'ballot.readOwn': 'account',
	'draft.write': 'official',
	'draft.read': 'official',
	'consultation.announce': 'official',
	'consultation.extend': 'official',
	'consultation.suspend': 'office',
	'consultation.resume': 'office',
	'consultation.cancel': 'official',
	'consultation.explainDelay': 'official',
	'contribution.answer': 'official',
	'answer.supplement': 'official',
	'inbox.read': 'official',
	'report.read': 'anyone',
	'report.write': 'official',
	'report.publish': 'official',
	'decision.record': 'official',
	'queue.read': 'staff',
	'queue.claim': 'staff',
	'contribution.moderate': 'staff',
	'moderation.appeal': 'anyone',
	'appeal.read': 'staff',
	'appeal.decide': 'staff',
	'appeal.restoreOverdue': 'system',
	infrastructure: 'anyone'
} as const satisfies Record<string, Who>;

export type Action = keyof typeof actions;

const circles: Record<Who, (actor: Actor) => boolean> = {
	anyone: () => true,
	account: (actor) => actor.kind === 'account',
	official: (actor) => has(actor, 'official'),
	/** An authority's or a centre's: both stop and resume a consultation. */
	office: (actor) => has(actor, 'official') || has(actor, 'coordinator'),
	staff: (actor) => has(actor, 'consultant') || has(actor, 'coordinator'),
	system: (actor) => actor.kind === 'system'
};

/** Deny by default: whether an actor is in the circle that may try the action at all. */
export function mayTry(action: Action, actor: Actor): boolean {
	return actor.kind === 'system' || circles[actions[action]](actor);
}

function has(actor: Actor, role: string): boolean {
	return actor.kind === 'account' && actor.roles.some((held) => held.role === role);
}
