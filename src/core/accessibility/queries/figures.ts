import { gte, isNull, or } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { yearBefore } from '../../kernel/time.ts';
import { deadlineOf, isLate } from '../model.ts';

/** How requests for access were answered in twelve months, and those that wait. */
interface AccessFigures {
	received: number;
	answered: number;
	/** In seven days, or by the day that was named with its reasons. */
	inTime: number;
	late: number;
	waiting: number;
	/** When the clock alone changes these figures next; null when nothing waits. */
	changesAt: number | null;
}

export function accessFigures(store: Store, _: Actor): Promise<AccessFigures> {
	return store.read(async ({ db, t, now }) => {
		const { accessibilityRequests: one } = t;
		const rows = await db
			.select({
				receivedAt: one.receivedAt,
				dueAt: one.dueAt,
				delayedTo: one.delayedTo,
				answeredAt: one.answeredAt
			})
			.from(one)
			.where(or(isNull(one.answeredAt), gte(one.answeredAt, yearBefore(now()))));
		const answered = rows.filter(({ answeredAt }) => answeredAt !== null);
		const late = rows.filter((row) => isLate(row, now()));
		const coming = rows
			.filter((row) => row.answeredAt === null && !isLate(row, now()))
			.map(deadlineOf);
		return {
			received: rows.length,
			answered: answered.length,
			inTime: answered.filter((row) => !isLate(row, now())).length,
			late: late.length,
			waiting: rows.length - answered.length,
			changesAt: coming.length === 0 ? null : Math.min(...coming)
		};
	});
}
