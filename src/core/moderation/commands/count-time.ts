import { sql } from 'drizzle-orm';
import { statement, type Writer } from '#storage/storage.ts';
import { centreZone } from '../../centres/hours.ts';
import { monthOf } from '../../kernel/time.ts';
import type { TimedKind } from '../model.ts';

const hour = 3_600_000;
/** Whatever took longer is as bad: the table of a month stays small. */
const longest = 2000;

interface Timed {
	kind: TimedKind;
	/** Whose work it was. */
	centreId: string;
	since: number;
	dueAt: number;
}

/** Counts how long something took that is decided now, in the transaction of the decision. */
export async function countTime(
	writer: Writer,
	{ kind, centreId, since, dueAt }: Timed
): Promise<void> {
	const now = writer.now();
	await writer.run(addTime, {
		month: monthOf(now, centreZone),
		centreId,
		kind,
		hours: Math.min(longest, Math.max(1, Math.ceil((now - since) / hour))),
		late: now > dueAt ? 1 : 0
	});
}

const value = sql.placeholder;

const addTime = statement<{
	month: string;
	centreId: string;
	kind: TimedKind;
	hours: number;
	late: number;
}>()('count_time', (db, { moderationTimes: time }) =>
	db
		.insert(time)
		.values({
			month: value('month'),
			centreId: value('centreId'),
			kind: value('kind'),
			hours: value('hours'),
			count: 1,
			late: value('late')
		})
		.onConflictDoUpdate({
			target: [time.month, time.centreId, time.kind, time.hours],
			set: {
				count: sql`${time.count} + 1`,
				late: sql`${time.late} + excluded.late`
			}
		})
);
