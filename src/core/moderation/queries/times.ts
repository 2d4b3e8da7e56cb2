import { and, eq, gte, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { centreZone } from '../../centres/hours.ts';
import type { Actor } from '../../kernel/actor.ts';
import { lastMonths } from '../../kernel/time.ts';
import { timedKinds, type TimedKind } from '../model.ts';

/** How long what was decided took, in whole hours that had begun. */
interface Times {
	count: number;
	medianHours: number;
	/** Nine of ten took no longer. */
	ninetiethHours: number;
	/** Of them, those after the clock. */
	late: number;
}

/** Null where nothing was decided, or nothing that waited for it. */
export type TimesByKind = Record<TimedKind, Times | null>;

/** Of one month, of all centres or of one. */
export async function timesWithin(
	reader: Reader,
	month: string,
	centre: string | undefined
): Promise<TimesByKind> {
	const rows = await reader.run(timesQuery, { month, centre: centre ?? '' });
	const of = (kind: TimedKind) => timesOf(rows.filter((row) => row.kind === kind));
	return { decision: of('decision'), appeal: of('appeal') };
}

/** Month by month and centre by centre, this one first: for a table. */
export function moderationTimes(
	store: Store,
	_: Actor
): Promise<({ month: string; centre: string; kind: TimedKind } & Times)[]> {
	return store.read(async (reader) => {
		const first = lastMonths(reader.now(), 12, centreZone).at(-1)!;
		const rows = await reader.run(tableQuery, { first });
		const names = new Set(rows.map(({ month, centre }) => `${month} ${centre}`));
		return [...names].sort().flatMap((name) =>
			timedKinds.flatMap((kind) => {
				const own = rows.filter(
					(row) => `${row.month} ${row.centre}` === name && row.kind === kind
				);
				const times = timesOf(own);
				return times ? [{ month: own[0]!.month, centre: own[0]!.centre, kind, ...times }] : [];
			})
		);
	});
}

interface Row {
	hours: number;
	count: number;
	late: number;
}

function timesOf(found: readonly Row[]): Times | null {
	const rows = [...found].sort((one, other) => one.hours - other.hours);
	const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
	const count = sum((row) => row.count);
	if (count === 0) return null;
	const within = (share: number) => {
		let passed = 0;
		for (const row of rows) {
			passed += row.count;
			if (passed >= share * count) return row.hours;
		}
		return rows.at(-1)!.hours;
	};
	return {
		count,
		medianHours: within(0.5),
		ninetiethHours: within(0.9),
		late: sum((row) => row.late)
	};
}

const value = sql.placeholder;

const timesQuery = query<{ month: string; centre: string }>()('moderation_times', (db, t) => {
	const { moderationTimes: time, centres } = t;
	return db
		.select({
			kind: time.kind,
			hours: time.hours,
			count: time.count,
			late: time.late
		})
		.from(time)
		.innerJoin(centres, eq(centres.id, time.centreId))
		.where(
			and(
				eq(time.month, value('month')),
				sql`(${value('centre')} = '' or ${centres.slug} = ${value('centre')})`
			)
		);
});

const tableQuery = query<{ first: string }>()('moderation_times_table', (db, t) => {
	const { moderationTimes: time, centres } = t;
	return db
		.select({
			month: time.month,
			centre: centres.slug,
			kind: time.kind,
			hours: time.hours,
			count: time.count,
			late: time.late
		})
		.from(time)
		.innerJoin(centres, eq(centres.id, time.centreId))
		.where(gte(time.month, value('first')));
});
