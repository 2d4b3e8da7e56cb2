import { and, desc, eq, ne } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import type { SubjectRef } from '../queries/subject.ts';

/**
 * Whether words are as they are by this decision: no later one took its place. A later look that changed nothing
 * does not count.
 */
export async function stillHolds(
	{ db, t }: Writer,
	{ id, contributionId, replyId }: SubjectRef & { id: string }
): Promise<boolean> {
	const decision = t.moderationDecisions;
	const [latest] = await db
		.select({ id: decision.id, action: decision.action })
		.from(decision)
		.where(
			and(
				eq(decision.contributionId, contributionId),
				eq(decision.replyId, replyId),
				ne(decision.action, 'none')
			)
		)
		.orderBy(desc(decision.contributionVersion))
		.limit(1);
	return latest?.id === id && latest.action !== 'restored';
}
