import { and, asc, eq, exists, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader } from '#storage/storage.ts';
import { areasByIds } from '../../areas/queries.ts';
import type { Authority } from '../../authorities/queries.ts';
import { phaseOf, type Phase, type Topic } from '../../consultations/model.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { compareQuarters, quarterAt, type PlanChangeKind, type Quarter } from '../model.ts';

/** A consultation that an authority means to hold, and what has become of that. */
export interface Planned extends Quarter {
	id: string;
	version: number;
	title: Partial<Trilingual>;
	topic: Topic | null;
	/** Names of the places that it concerns; none where it is all of the authority's. */
	places: Trilingual[];
	areaIds: string[];
	why: string;
	/** Null while the plan of its year is in preparation. */
	publishedAt: number | null;
	addedLater: boolean;
	droppedAt: number | null;
	/** Oldest first; each with how it stood before. */
	changes: PlanChange[];
	/** A draft of it is being written. */
	draftId: string | null;
	/** Once it is announced. */
	consultation: { number: string; phase: Phase } | null;
	/** Its quarter is over, and nothing was announced. */
	overdue: boolean;
}

export interface PlanChange extends Quarter {
	kind: PlanChangeKind;
	reason: string;
	at: number;
	title: Partial<Trilingual>;
	why: string;
}

interface Years {
	authority: Authority;
	from: number;
	to: number;
}

/** All that is planned for those years, or was before it was put off, also what nobody outside has read. */
export async function plannedIn(
	reader: Reader,
	{ authority, from, to }: Years
): Promise<Planned[]> {
	const rows = await reader.run(plannedQuery, { authorityId: authority.id, from, to });
	const changes = await reader.run(changesQuery, { ids: rows.map(({ planned }) => planned.id) });
	const areas = await areasByIds(reader, [
		...new Set(rows.flatMap(({ planned }) => planned.areaIds))
	]);
	const names = new Map(areas.map(({ id, name }) => [id, name]));
	const present = quarterAt(reader.now(), authority.timeZone);
	return rows.map(({ planned, number, consultation: clocked }) => {
		const { authorityId: _, consultationId, areaIds, ...row } = planned;
		const isWhole = areaIds.includes(authority.areaId);
		return {
			...row,
			areaIds,
			places: isWhole ? [] : areaIds.flatMap((id) => names.get(id) ?? []),
			changes: changes
				.filter(({ plannedId }) => plannedId === planned.id)
				.map(({ plannedId: __, version: ___, ...change }) => change),
			draftId: number === null ? consultationId : null,
			consultation:
				number === null || clocked === null
					? null
					: { number, phase: phaseOf(clocked, reader.now()) },
			overdue:
				number === null && planned.droppedAt === null && compareQuarters(planned, present) < 0
		};
	});
}

const value = sql.placeholder;

/** By which `phaseOf` tells the phase. */
const clockOf = ({ consultations: one }: Reader['t']) => ({
	status: one.status,
	opensAt: one.opensAt,
	closesAt: one.closesAt,
	reportDueAt: one.reportDueAt,
	reportedAt: one.reportedAt,
	decidedAt: one.decidedAt
});

const plannedQuery = query<{ authorityId: string; from: number; to: number }>()(
	'planned_consultations',
	(db, t) => {
		const { plannedConsultations: planned, planChanges: change, consultations: one } = t;
		const between = (year: typeof planned.year | typeof change.year) =>
			and(gte(year, value('from')), lte(year, value('to')));
		const movedOut = exists(
			db
				.select({ there: sql`1` })
				.from(change)
				.where(
					and(eq(change.plannedId, planned.id), eq(change.kind, 'postponed'), between(change.year))
				)
		);
		return db
			.select({
				planned,
				number: one.number,
				consultation: clockOf(t)
			})
			.from(planned)
			.leftJoin(one, eq(one.id, planned.consultationId))
			.where(
				and(eq(planned.authorityId, value('authorityId')), or(between(planned.year), movedOut))
			)
			.orderBy(asc(planned.year), asc(planned.quarter), asc(planned.id));
	}
);

/** Of several, by what they belong to, oldest first. */
export const changesQuery = query<{ ids: string[] }>()('plan_changes', (db, t) =>
	db
		.select()
		.from(t.planChanges)
		.where(among(t.planChanges.plannedId, 'ids'))
		.orderBy(asc(t.planChanges.plannedId), asc(t.planChanges.version))
);

/** What was announced in a year whose plan was out, without a line in it. */
export const unplannedQuery = query<{ authorityId: string; from: number; to: number }>()(
	'unplanned_consultations',
	(db, t) => {
		const { consultations: one, yearPlans: plan, plannedConsultations: planned } = t;
		return db
			.select({
				number: one.number,
				title: one.title,
				topic: one.topic,
				...clockOf(t)
			})
			.from(one)
			.innerJoin(
				plan,
				and(
					eq(plan.authorityId, one.authorityId),
					eq(plan.year, one.year),
					lte(plan.publishedAt, one.announcedAt)
				)
			)
			.leftJoin(planned, eq(planned.consultationId, one.id))
			.where(
				and(
					eq(one.authorityId, value('authorityId')),
					gte(one.year, value('from')),
					lte(one.year, value('to')),
					isNotNull(one.number),
					isNull(planned.id)
				)
			)
			.orderBy(asc(one.year), asc(one.sequence));
	}
);
