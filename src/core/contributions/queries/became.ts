import type { NamedConsultation } from '../../consultations/queries/named.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { AppealOutcome, Ground, ModerationAction } from '../../moderation/model.ts';
import type { Badge } from '../model.ts';
import type { Contribution } from './rows.ts';

/** What became of some words, as much as a line of time tells. */
export interface Became {
	contribution: Contribution;
	/** Replies by who gave them, each kind with the latest. */
	replies: { badge: Badge | null; count: number; at: number }[];
	/** What centres decided about the words, oldest first. */
	decided: DecidedWords[];
	/** That the answer was none, and that the authority added to it. */
	dispute: { at: number; supplementedAt: number | null } | null;
	consultation: NamedConsultation;
	decision: { title: string; decidedOn: string; changes: number } | null;
}

export interface DecidedWords {
	id: string;
	action: ModerationAction;
	ground: Ground;
	centre: { slug: string; town: Trilingual };
	at: number;
	appeal: { at: number; outcome: AppealOutcome | null; decidedAt: number | null } | null;
}

/** When something was last heard of them. */
export function newsAt(
	one: Omit<Became, 'contribution'>,
	writtenAt: number,
	answeredAt = 0
): number {
	const { reportedAt, decidedAt, cancelledAt } = one.consultation;
	return Math.max(
		writtenAt,
		answeredAt,
		reportedAt ?? 0,
		decidedAt ?? 0,
		cancelledAt ?? 0,
		one.dispute?.supplementedAt ?? 0,
		...one.replies.map(({ at }) => at),
		...one.decided.flatMap(({ at, appeal }) => [at, appeal?.decidedAt ?? 0])
	);
}
