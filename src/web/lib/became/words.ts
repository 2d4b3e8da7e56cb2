import type { Phase } from '#core/consultations/model.ts';
import type { Contribution } from '#core/contributions/queries/rows.ts';
import type { Words } from '#messages/generated/messages.js';

/** What became of somebody's words so far, in a few words: what can be seen of them, and what was answered. */
export function becameWords(
	m: Words,
	{ withdrawn, stub, answer, kind }: Contribution,
	phase: Phase
): string {
	if (withdrawn) return m.own_withdrawn();
	const seen = stub?.action === 'hidden' ? m.own_hidden() : stub ? m.own_redacted() : null;
	return [seen, answer ? m.answer_status[answer.status]() : unanswered(m, kind, phase)]
		.filter((words) => words !== null)
		.join('; ');
}

function unanswered(m: Words, kind: Contribution['kind'], phase: Phase): string {
	if (phase === 'reported' || phase === 'decided' || phase === 'archived') return m.own_in_report();
	if (kind !== 'proposal') return m.own_registered();
	return phase === 'cancelled' ? m.own_no_answer_to_come() : m.answer_pending();
}

/** Whether its answer is still to come, and not late. */
export const isAwaited = ({ kind, answer, withdrawn }: Contribution, phase: Phase): boolean =>
	kind === 'proposal' && !answer && !withdrawn && (phase === 'open' || phase === 'analysis');
