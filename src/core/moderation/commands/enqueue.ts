import { eq, sql } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { grounds, type Ground } from '../model.ts';

const hour = 3_600_000;
const lookWithin = 48;

interface Item {
	contributionId: string;
	centreId: string;
	/** Null: new, nobody flagged it. */
	ground: Ground | null;
}

/** Puts a contribution into the queue of its centre, or brings it forward when a flag is more urgent. */
export async function enqueue(
	{ db, t, now }: Writer,
	{ contributionId, centreId, ground }: Item
): Promise<void> {
	const dueAt = now() + (ground ? grounds[ground].hours : lookWithin) * hour;
	const flags = ground ? 1 : 0;
	const [added] = await db
		.insert(t.queueItems)
		.values({ contributionId, centreId, ground, flags, since: now(), dueAt })
		.onConflictDoNothing()
		.returning({ contributionId: t.queueItems.contributionId });
	if (added || !ground) return;
	const [item] = await db
		.select()
		.from(t.queueItems)
		.where(eq(t.queueItems.contributionId, contributionId));
	await db
		.update(t.queueItems)
		.set({
			flags: sql`${t.queueItems.flags} + 1`,
			...(item && (item.ground === null || dueAt < item.dueAt) ? { ground, dueAt } : {})
		})
		.where(eq(t.queueItems.contributionId, contributionId));
}
