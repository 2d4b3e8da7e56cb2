import { and, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { authorityBySlug } from '../../authorities/queries.ts';
import {
	summary,
	summaryColumns,
	type ConsultationSummary
} from '../../consultations/queries/summaries.ts';
import { channels, type Channel } from '../../contributions/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import { answerStatuses, type AnswerStatus } from '../model.ts';

const day = 86_400_000;
/** The scorecard tells how an authority consults nowadays; those before stay in the list. */
const counted = 100;

/** How an authority has kept its word, counted from its latest consultations that have closed. */
export interface AuthorityRecord {
	/** How many consultations were counted. */
	closed: number;
	reports: { inTime: number; late: number; missing: number; waiting: number };
	/** Reports that are there, the latest first. */
	published: (Pick<ConsultationSummary, 'number' | 'title'> & {
		reportedAt: number;
		/** From closing to the report. */
		days: number;
		late: boolean;
	})[];
	/** Null as long as there is no report. */
	medianDays: number | null;
	/** Null as long as nothing has closed. */
	averageTermDays: number | null;
	/** As the reports counted them at their publication. */
	answers: Record<AnswerStatus, number>;
	channels: Record<Channel, number>;
	/** Authors who said that their answer is none; and of them those to whom the authority has added nothing. */
	disputes: number;
	openDisputes: number;
	/** Every report that is late or came late, for ever. */
	late: ConsultationSummary[];
}

/** Refuses `not_found`. */
export function authorityRecord(
	store: Store,
	_: Actor,
	{ slug }: { slug: string }
): Promise<AuthorityRecord> {
	return store.read(async (reader) => {
		const { id: authorityId } = await authorityBySlug(reader, slug);
		const now = reader.now();
		const closed = (await reader.run(closedQuery, { authorityId, now, limit: counted })).map(
			(row) => summary(reader, row)
		);
		const ids = closed.map(({ id }) => id);
		const published = closed.flatMap(({ number, title, closesAt, reportDueAt, reportedAt }) =>
			reportedAt === null
				? []
				: [
						{
							number,
							title,
							reportedAt,
							days: Math.ceil((reportedAt - closesAt) / day),
							late: reportedAt > reportDueAt
						}
					]
		);
		const late = published.filter((one) => one.late).length;
		const missing = closed.filter(({ phase }) => phase === 'report_overdue').length;
		return {
			closed: closed.length,
			reports: {
				inTime: published.length - late,
				late,
				missing,
				waiting: closed.length - published.length - missing
			},
			published,
			medianDays: median(published.map(({ days }) => days)),
			averageTermDays: average(
				closed.map(({ opensAt, closesAt }) => Math.round((closesAt - opensAt) / day))
			),
			...(await countedInReports(reader, ids)),
			...(await disputesOf(reader, ids)),
			late: (await reader.run(lateQuery, { authorityId, now })).map((row) => summary(reader, row))
		};
	});
}

async function disputesOf(reader: Reader, ids: string[]) {
	const [counts] = await reader.run(disputesQuery, { ids });
	return { disputes: Number(counts?.all ?? 0), openDisputes: Number(counts?.open ?? 0) };
}

async function countedInReports(reader: Reader, ids: string[]) {
	const rows = await reader.run(figuresQuery, { ids });
	const sum = <Name extends string>(
		names: readonly Name[],
		of: (figures: (typeof rows)[number]['figures']) => Record<Name, number>
	) =>
		Object.fromEntries(
			names.map((name) => [
				name,
				rows.reduce((all, { figures }) => all + (of(figures)[name] ?? 0), 0)
			])
		) as Record<Name, number>;
	return {
		answers: sum(answerStatuses, (figures) => figures.answers),
		channels: sum(channels, (figures) => figures.channels)
	};
}

function median(numbers: readonly number[]): number | null {
	const sorted = [...numbers].sort((a, b) => a - b);
	const half = Math.floor(sorted.length / 2);
	if (sorted.length === 0) return null;
	return sorted.length % 2 ? sorted[half]! : Math.round((sorted[half - 1]! + sorted[half]!) / 2);
}

function average(numbers: readonly number[]): number | null {
	if (numbers.length === 0) return null;
	return Math.round(numbers.reduce((sum, one) => sum + one, 0) / numbers.length);
}

const value = sql.placeholder;

const closedQuery = query<{ authorityId: string } & Record<'now' | 'limit', number>>()(
	'closed_of_authority',
	(db, t) =>
		db
			.select(summaryColumns(t))
			.from(t.consultations)
			.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
			.where(
				and(
					eq(t.consultations.authorityId, value('authorityId')),
					lte(t.consultations.closesAt, value('now')),
					inArray(t.consultations.status, ['published', 'archived'])
				)
			)
			.orderBy(desc(t.consultations.closesAt), desc(t.consultations.id))
			.limit(value('limit'))
);

const lateQuery = query<{ authorityId: string; now: number }>()('late_of_authority', (db, t) => {
	const { consultations: one } = t;
	return db
		.select(summaryColumns(t))
		.from(one)
		.innerJoin(t.authorities, eq(t.authorities.id, one.authorityId))
		.where(
			and(
				eq(one.authorityId, value('authorityId')),
				isNotNull(one.closesAt),
				or(
					lt(one.reportDueAt, one.reportedAt),
					and(
						eq(one.status, 'published'),
						isNull(one.reportedAt),
						lt(one.reportDueAt, value('now'))
					)
				)
			)
		)
		.orderBy(desc(one.closesAt), desc(one.id));
});

/** Corrections keep the figures of the first version. */
const figuresQuery = query<{ ids: string[] }>()('figures_of_reports', (db, t) =>
	db
		.select({ figures: t.reports.figures })
		.from(t.reports)
		.where(and(among(t.reports.consultationId, 'ids'), eq(t.reports.version, 1)))
);

const disputesQuery = query<{ ids: string[] }>()('disputes_of_authority', (db, t) =>
	db
		.select({
			all: sql<number>`count(*)`,
			open: sql<number>`sum(case when ${t.disputes.supplement} is null then 1 else 0 end)`
		})
		.from(t.disputes)
		.where(among(t.disputes.consultationId, 'ids'))
);
