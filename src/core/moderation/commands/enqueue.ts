import { and, eq, sql } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { grounds, type Ground } from '../model.ts';

const hour = 3_600_000;
const lookWithin = 48;

interface Item {
	contributionId: string;
	/** The reply that is meant; without it the contribution itself. */
	replyId?: string;
	centreId: string;
	/** Null: new, nobody flagged it. */
	ground: Ground | null;
}

/** Puts words into the queue of their centre, or brings them forward when a flag is more urgent. */
export async function enqueue(
	{ db, t, now }: Writer,
	{ contributionId, replyId = '', centreId, ground }: Item
): Promise<void> {
	const dueAt = now() + (ground ? grounds[ground].hours : lookWithin) * hour;
	const flags = ground ? 1 : 0;
	const [added] = await db
		.insert(t.queueItems)
		.values({ contributionId, replyId, centreId, ground, flags, since: now(), dueAt })
		.onConflictDoNothing()
		.returning({ contributionId: t.queueItems.contributionId });
	if (added || !ground) return;
	const same = and(
		eq(t.queueItems.contributionId, contributionId),
		eq(t.queueItems.replyId, replyId)
	);
	const [item] = await db.select().from(t.queueItems).where(same);
	await db
		.update(t.queueItems)
		.set({
			flags: sql`${t.queueItems.flags} + 1`,
			...(item && (item.ground === null || dueAt < item.dueAt) ? { ground, dueAt } : {})
		})
		.where(same);
}
