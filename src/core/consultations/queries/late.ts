import { and, asc, desc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Page } from '../../search/queries/walk.ts';
import { mostLateCounted } from '../model.ts';
import { concerns } from './concerning.ts';
import { summary, summaryColumns, type ConsultationSummary } from './summaries.ts';

/** More than that at one time, and nobody reads the list to its end. */
const mostLate = 500;

/** Reports that are late now, the latest of them first. */
export function lateReports(store: Store, _: Actor): Promise<ConsultationSummary[]> {
	return store.read((reader) => lateAmong(reader, {}));
}

/** The same inside a running snapshot; of an area with all that lies within it. */
export async function lateAmong(
	reader: Reader,
	{ areaId, limit = mostLate }: { areaId?: string; limit?: number }
): Promise<ConsultationSummary[]> {
	const rows = await reader.run(lateQuery(areaId !== undefined), {
		now: reader.now(),
		areaId: areaId ?? '',
		limit
	});
	return rows.map((row) => summary(reader, row));
}

/** How many there are of them; one more than `mostLateCounted` for any number beyond it. */
export async function lateCount(reader: Reader): Promise<number> {
	const [row] = await reader.run(countQuery, { now: reader.now() });
	return Number(row!.count);
}

/** Reports that came, but came late, newest first: nothing takes them off the list. */
export function reportsThatWereLate(
	store: Store,
	_: Actor,
	{ cursor, limit = 25 }: { cursor?: string | undefined; limit?: number }
): Promise<Page<ConsultationSummary>> {
	return store.read(async (reader) => {
		const after = readCursor(cursor);
		const rows = await reader.run(cameLate, { ...after, limit: limit + 1 });
		const items = rows.slice(0, limit).map((row) => summary(reader, row));
		const last = rows.length > limit ? items.at(-1) : undefined;
		return { items, next: last ? `${last.reportedAt}.${last.closesAt}.${last.id}` : null };
	});
}

const cursorPattern = /^(\d{1,15})\.(\d{1,15})\.([0-9a-f-]{36})$/;

/** Without one, the newest comes first. */
function readCursor(cursor = '') {
	const [, reportedAt = Number.MAX_SAFE_INTEGER, closesAt = 0, id = ''] =
		cursorPattern.exec(cursor) ?? [];
	return { reportedAt: Number(reportedAt), closesAt: Number(closesAt), id };
}

const value = sql.placeholder;

const lateQuery = variants((ofArea: boolean) =>
	query<Record<'now' | 'limit', number> & { areaId: string }>()(
		`reports_late_${ofArea}`,
		(db, t) => {
			const { consultations: one, authorities } = t;
			return db
				.select(summaryColumns(t))
				.from(one)
				.innerJoin(authorities, eq(authorities.id, one.authorityId))
				.where(and(isLate(t), ofArea ? concerns({ db, t }, value('areaId')) : undefined))
				.orderBy(asc(one.reportDueAt), asc(one.id))
				.limit(value('limit'));
		}
	)
);

const countQuery = query<{ now: number }>()('reports_late_count', (db, t) => {
	const late = db
		.select({ id: t.consultations.id })
		.from(t.consultations)
		.where(isLate(t))
		.limit(mostLateCounted + 1)
		.as('late');
	return db.select({ count: sql<number>`count(*)` }).from(late);
});

/** The phase `report_overdue`, by an index in which it is a piece: what is due has closed before. */
function isLate({ consultations: one }: Reader['t']) {
	return and(
		eq(one.status, 'published'),
		isNull(one.reportedAt),
		lt(one.reportDueAt, value('now'))
	);
}

type Place = Record<'reportedAt' | 'closesAt' | 'limit', number> & { id: string };

const cameLate = query<Place>()('reports_that_were_late', (db, t) => {
	const { consultations: one, authorities } = t;
	return (
		db
			.select(summaryColumns(t))
			.from(one)
			.innerJoin(authorities, eq(authorities.id, one.authorityId))
			.where(
				and(
					eq(one.status, 'published'),
					// Where the index is entered; what follows tells those of one instant apart.
					lte(one.reportedAt, value('reportedAt')),
					or(
						lt(one.reportedAt, value('reportedAt')),
						lt(one.closesAt, value('closesAt')),
						and(eq(one.closesAt, value('closesAt')), lt(one.id, value('id')))
					),
					gt(one.reportedAt, one.reportDueAt)
				)
			)
			// As the index has them.
			.orderBy(desc(one.reportedAt), desc(one.closesAt), desc(one.id))
			.limit(value('limit'))
	);
});
