import type { Became } from '#core/contributions/queries/became.ts';
import type { Fate } from '#core/contributions/queries/fate.ts';
import type { Reply } from '#core/contributions/queries/thread.ts';

/** All that became of some words, as much of it as the line of time tells. */
export function becameOf({
	contribution,
	thread,
	statements,
	dispute,
	consultation,
	decision
}: Fate): Became {
	return {
		contribution,
		replies: byBadge(thread.flatMap(withReplies)),
		decided: statements.toReversed().map(({ id, action, ground, centre, decidedAt, appeal }) => ({
			id,
			action,
			ground,
			centre,
			at: decidedAt,
			appeal: appeal && { at: appeal.at, outcome: appeal.outcome, decidedAt: appeal.decidedAt }
		})),
		dispute,
		consultation,
		decision: decision && { ...decision, changes: decision.changes.length }
	};
}

const withReplies = (reply: Reply): Reply[] => [reply, ...reply.replies.flatMap(withReplies)];

function byBadge(replies: readonly Reply[]): Became['replies'] {
	const readable = replies.filter(({ text }) => text !== null);
	return [...Map.groupBy(readable, ({ badge }) => badge)].map(([badge, those]) => ({
		badge,
		count: those.length,
		at: Math.max(...those.map(({ at }) => at))
	}));
}
