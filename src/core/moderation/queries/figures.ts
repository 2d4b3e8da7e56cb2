import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { centreZone } from '../../centres/hours.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { lastMonths, spanOf, type Span } from '../../kernel/time.ts';
import { timesWithin, type TimesByKind } from './times.ts';
import { appealOutcomes, groundCodes, type AppealOutcome, type Ground } from '../model.ts';

/** What became of decisions against which somebody appealed. */
type AppealCounts = Record<AppealOutcome | 'waiting', number>;

/** What centres decided in some time, and what became of it on appeal. */
export interface ModerationFigures {
	decisions: number;
	hidden: number;
	redacted: number;
	kept: number;
	/** Of what was hidden in whole or in part; grounds on which nothing was are left out. */
	byGround: { ground: Ground; count: number }[];
	/** Those that decided nothing are left out. */
	byCentre: {
		centre: { slug: string; town: Trilingual };
		decisions: number;
		/** Of them, those that did not stand. */
		overturned: number;
	}[];
	appeals: AppealCounts;
	/** How long that took: decisions of these centres, and the appeals that they decided. */
	times: TimesByKind;
}

/** Of one month, of all centres or of one. */
export function moderationFigures(
	store: Store,
	_: Actor,
	{ month, centre }: { month: string; centre?: string | undefined }
): Promise<ModerationFigures> {
	return store.read(async (reader) => ({
		...(await figuresWithin(reader, spanOf(month, centreZone), centre)),
		times: await timesWithin(reader, month, centre)
	}));
}

/** How much was decided in each of the last months, this one first. */
export function moderationMonths(
	store: Store,
	_: Actor,
	{ centre, count = 12 }: { centre?: string | undefined; count?: number | undefined }
): Promise<{ month: string; count: number }[]> {
	return store.read(async (reader) => {
		const months = [];
		for (const month of lastMonths(reader.now(), count, centreZone)) {
			const rows = await reader.run(monthQuery, spanOf(month, centreZone));
			const counted = rows.filter(({ slug }) => centre === undefined || slug === centre);
			months.push({ month, count: counted.reduce((sum, row) => sum + Number(row.count), 0) });
		}
		return months;
	});
}

async function figuresWithin(
	reader: Reader,
	{ since, until }: Span,
	slug: string | undefined
): Promise<Omit<ModerationFigures, 'times'>> {
	const all = await reader.run(countsQuery, { since, until });
	const rows = all
		.filter(({ centre }) => slug === undefined || centre.slug === slug)
		.map((row) => ({ ...row, count: Number(row.count), appealed: row.appealed !== null }));
	const count = (fits: (row: (typeof rows)[number]) => boolean) =>
		rows.filter(fits).reduce((sum, row) => sum + row.count, 0);
	const taken = (row: (typeof rows)[number]) =>
		row.action === 'hidden' || row.action === 'redacted';
	const centres = new Map(rows.map(({ centre }) => [centre.slug, centre]));
	const outcomes = appealOutcomes.map((outcome) => [
		outcome,
		count((row) => row.outcome === outcome)
	]);
	return {
		decisions: count(() => true),
		hidden: count(({ action }) => action === 'hidden'),
		redacted: count(({ action }) => action === 'redacted'),
		kept: count(({ action }) => action === 'none'),
		byGround: groundCodes
			.map((ground) => ({ ground, count: count((row) => taken(row) && row.ground === ground) }))
			.filter((one) => one.count > 0),
		byCentre: [...centres.values()].map((centre) => {
			const here = (row: (typeof rows)[number]) => row.centre.slug === centre.slug;
			return {
				centre,
				decisions: count(here),
				overturned: count((row) => here(row) && row.outcome === 'restored')
			};
		}),
		appeals: {
			...(Object.fromEntries(outcomes) as Record<AppealOutcome, number>),
			waiting: count((row) => row.appealed && row.outcome === null)
		}
	};
}

/** Centre by centre: of all decisions only those of the time asked for are looked at. */
const countsQuery = query<Span>()('moderation_figures', (db, t) => {
	const { centres, moderationDecisions: one, appeals } = t;
	const appealed = sql<number | null>`case when ${appeals.id} is null then null else 1 end`;
	return db
		.select({
			centre: { slug: centres.slug, town: centres.town },
			action: one.action,
			ground: one.ground,
			outcome: appeals.outcome,
			appealed,
			count: sql<number>`count(*)`
		})
		.from(centres)
		.crossJoin(one)
		.leftJoin(appeals, eq(appeals.decisionId, one.id))
		.where(
			and(
				eq(one.centreId, centres.id),
				gte(one.decidedAt, sql.placeholder('since')),
				lt(one.decidedAt, sql.placeholder('until'))
			)
		)
		.groupBy(centres.rank, centres.id, one.action, one.ground, appeals.outcome, appealed)
		.orderBy(centres.rank);
});

const monthQuery = query<Span>()('moderation_month', (db, { centres, moderationDecisions: one }) =>
	db
		.select({ slug: centres.slug, count: sql<number>`count(*)` })
		.from(centres)
		.crossJoin(one)
		.where(
			and(
				eq(one.centreId, centres.id),
				gte(one.decidedAt, sql.placeholder('since')),
				lt(one.decidedAt, sql.placeholder('until'))
			)
		)
		.groupBy(centres.id)
);
