import {
	and,
	asc,
	desc,
	eq,
	gt,
	gte,
	inArray,
	like,
	isNotNull,
	isNull,
	lt,
	lte,
	or,
	sql,
	type SQL
} from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { likeWords } from '../../areas/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { fold, type Trilingual } from '../../kernel/text.ts';
import { phaseOf, type ListedPhase, type Phase } from '../model.ts';

export interface ConsultationSummary {
	id: string;
	number: string;
	title: Partial<Trilingual>;
	language: 'uk' | 'pl';
	phase: Phase;
	authority: { slug: string; name: Trilingual };
	timeZone: string;
	opensAt: number;
	closesAt: number;
	reportDueAt: number;
	/** Null until it is there. */
	reportedAt: number | null;
	contributions: number;
}

export interface Filter {
	phase?: ListedPhase | undefined;
	/** Id of an area of any kind: also what lies within it counts. */
	areaId?: string | undefined;
	/** Slug of an authority. */
	authority?: string | undefined;
	/** Words that the title, the summary or the number contains. */
	q?: string | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

export interface Page<Item> {
	items: Item[];
	next: string | null;
}

/** Announced consultations; while open those that close first come first, otherwise the latest. */
export function consultationList(
	store: Store,
	_: Actor,
	filter: Filter
): Promise<Page<ConsultationSummary>> {
	return store.read((reader) => listed(reader, filter));
}

/** The same inside a running snapshot. */
export async function listed(
	reader: Reader,
	{ phase, areaId, authority, q, limit = 20, cursor }: Filter
): Promise<Page<ConsultationSummary>> {
	const { db, t } = reader;
	const soonestFirst = phase === 'open' || phase === 'announced';
	const words = likeWords(fold(q ?? ''));
	const after = readCursor(cursor);
	const { closesAt, id } = t.consultations;
	const past = soonestFirst ? gt : lt;

	const rows = await db
		.select({
			id,
			number: t.consultations.number,
			status: t.consultations.status,
			title: t.consultations.title,
			opensAt: t.consultations.opensAt,
			closesAt,
			reportDueAt: t.consultations.reportDueAt,
			reportedAt: t.consultations.reportedAt,
			decidedAt: t.consultations.decidedAt,
			contributions: sql<number>`${t.consultations.opinions} + ${t.consultations.proposals} + ${t.consultations.remarks} + ${t.consultations.questions}`,
			slug: t.authorities.slug,
			name: t.authorities.name,
			language: t.authorities.language,
			timeZone: t.authorities.timeZone
		})
		.from(t.consultations)
		.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
		.where(
			and(
				inArray(t.consultations.status, ['published', 'suspended', 'cancelled']),
				phase && inPhase(reader, phase),
				authority === undefined ? undefined : eq(t.authorities.slug, authority),
				areaId === undefined ? undefined : inArray(id, concerning(reader, areaId)),
				words === '' ? undefined : like(t.consultations.folded, `%${words}%`),
				after &&
					or(past(closesAt, after.closesAt), and(eq(closesAt, after.closesAt), past(id, after.id)))
			)
		)
		.orderBy(soonestFirst ? asc(closesAt) : desc(closesAt), soonestFirst ? asc(id) : desc(id))
		.limit(limit + 1);

	const items = rows.slice(0, limit).map(({ slug, name, status, decidedAt, ...row }) => ({
		...row,
		number: row.number!,
		title: row.title!,
		opensAt: row.opensAt!,
		closesAt: row.closesAt!,
		reportDueAt: row.reportDueAt!,
		contributions: Number(row.contributions),
		phase: phaseOf({ ...row, status, decidedAt }, reader.now()),
		authority: { slug, name }
	}));
	const last = items.at(-1);
	return { items, next: rows.length > limit && last ? `${last.closesAt}.${last.id}` : null };
}

/** Derived by the clock, as `phaseOf` does it (requirements §2.1). */
function inPhase({ t, now }: Reader, phase: ListedPhase): SQL | undefined {
	const { status, opensAt, closesAt, reportDueAt, reportedAt, decidedAt } = t.consultations;
	const published = eq(status, 'published');
	const waits = and(published, isNull(reportedAt), lte(closesAt, now()));
	switch (phase) {
		case 'announced':
			return and(published, gt(opensAt, now()));
		case 'open':
			return and(published, lte(opensAt, now()), gt(closesAt, now()));
		case 'analysis':
			return and(waits, gte(reportDueAt, now()));
		case 'report_overdue':
			return and(waits, lt(reportDueAt, now()));
		case 'reported':
			return and(published, isNotNull(reportedAt), isNull(decidedAt));
		case 'decided':
			return and(published, isNotNull(decidedAt));
		case 'suspended':
		case 'cancelled':
			return eq(status, phase);
	}
}

function concerning({ db, t }: Reader, areaId: string) {
	return db
		.select({ id: t.consultationAreas.consultationId })
		.from(t.consultationAreas)
		.where(eq(t.consultationAreas.areaId, areaId));
}

function readCursor(cursor: string | undefined): { closesAt: number; id: string } | undefined {
	const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor ?? '');
	return match ? { closesAt: Number(match[1]), id: match[2]! } : undefined;
}

/** What the front page shows: what is open, what closes within a week, what is coming, what waits for a report. */
export function frontPage(store: Store, _: Actor) {
	return store.read(async (reader) => {
		const open = await listed(reader, { phase: 'open', limit: 20 });
		const soon = reader.now() + 7 * 86_400_000;
		return {
			closingSoon: open.items.filter(({ closesAt }) => closesAt <= soon),
			open: open.items.filter(({ closesAt }) => closesAt > soon),
			announced: (await listed(reader, { phase: 'announced', limit: 5 })).items,
			analysis: (await listed(reader, { phase: 'analysis', limit: 5 })).items,
			overdue: (await listed(reader, { phase: 'report_overdue', limit: 5 })).items
		};
	});
}
