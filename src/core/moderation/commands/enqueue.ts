import { and, eq, sql } from 'drizzle-orm';
import { statement, type Writer } from '#storage/storage.ts';
import { grounds, type Ground } from '../model.ts';
import { tellDesk } from './tell-desk.ts';

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
	writer: Writer,
	{ contributionId, replyId = '', centreId, ground }: Item
): Promise<void> {
	const { db, t, now } = writer;
	await tellDesk(writer, centreId);
	const dueAt = now() + (ground ? grounds[ground].hours : lookWithin) * hour;
	const flags = ground ? 1 : 0;
	const item = { contributionId, replyId, centreId, ground, flags, since: now(), dueAt };
	const [added] = await writer.run(addItem, item);
	if (added || !ground) return;
	const same = and(
		eq(t.queueItems.contributionId, contributionId),
		eq(t.queueItems.replyId, replyId)
	);
	const [there] = await db.select().from(t.queueItems).where(same);
	await db
		.update(t.queueItems)
		.set({
			flags: sql`${t.queueItems.flags} + 1`,
			...(there && (there.ground === null || dueAt < there.dueAt) ? { ground, dueAt } : {})
		})
		.where(same);
}

const value = sql.placeholder;

const addItem = statement<Required<Item> & { flags: number; since: number; dueAt: number }>()(
	'add_queue_item',
	(db, t) =>
		db
			.insert(t.queueItems)
			.values({
				contributionId: value('contributionId'),
				replyId: value('replyId'),
				centreId: value('centreId'),
				ground: value('ground'),
				flags: value('flags'),
				since: value('since'),
				dueAt: value('dueAt')
			})
			.onConflictDoNothing()
			.returning({ contributionId: t.queueItems.contributionId })
);
