import type { Action } from '#core/permissions/matrix.ts';
import type { TimedAction } from '#core/permissions/model.ts';
import type { Words } from '#messages/generated/messages.js';

/** The names of actions that a permission allows at some times only; one without a name does not compile. */
export function timedActionWords(m: Words, actions: readonly Action[]): string[] {
	const all = m.permission_action;
	const names: Record<TimedAction, () => string> = {
		'contribution.write': all.write,
		'reply.write': all.reply,
		'ballot.cast': all.vote,
		'ballot.withdraw': all.withdraw_vote,
		'contribution.support': all.agree,
		'contribution.correct': all.correct,
		'contribution.withdraw': all.withdraw,
		'draft.write': all.draft,
		'consultation.announce': all.announce,
		'consultation.extend': all.extend,
		'consultation.cancel': all.cancel,
		'consultation.explainDelay': all.explain_delay,
		'consultation.suspend': all.suspend,
		'consultation.resume': all.resume,
		'contribution.answer': all.answer,
		'contribution.enter': all.enter,
		'report.write': all.report,
		'report.publish': all.publish_report,
		'report.correct': all.correct_report
	};
	return actions
		.filter((action): action is TimedAction => action in names)
		.map((action) => names[action]());
}
