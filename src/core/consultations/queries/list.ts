import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { asksForWords } from '#storage/search.ts';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { ListedPhase } from '../model.ts';
import { found } from './search.ts';
import {
	inPhase,
	isListed,
	summary,
	summaryColumns,
	type ConsultationSummary
} from './summaries.ts';

export interface Filter {
	phase?: ListedPhase | undefined;
	/** Id of an area of any kind: also what lies within it counts. */
	areaId?: string | undefined;
	/** Slug of an authority. */
	authority?: string | undefined;
	/** Words with which words of the title, the summary or the number begin. */
	q?: string | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

export interface Page<Item> {
	items: Item[];
	next: string | null;
}

/**
 * Announced consultations; while open those that close first come first, otherwise the latest. With words to look for
 * those announced last come first.
 */
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
	{ authority, ...filter }: Filter
): Promise<Page<ConsultationSummary>> {
	const authorityId = authority === undefined ? undefined : await idOf(reader, authority);
	if (authorityId === null) return { items: [], next: null };
	const { phase, areaId, q, limit = 20, cursor } = filter;
	if (q !== undefined && asksForWords(q))
		return found(reader, { phase, areaId, authorityId, q, limit, cursor });

	const after = readCursor(cursor);
	const list = listQuery(
		phase ?? '',
		authorityId !== undefined,
		areaId !== undefined,
		after !== undefined
	);
	const rows = await reader.run(list, {
		now: reader.now(),
		authorityId: authorityId ?? '',
		areaId: areaId ?? '',
		closesAt: after?.closesAt ?? 0,
		id: after?.id ?? '',
		limit: limit + 1
	});
	const items = rows.slice(0, limit).map((row) => summary(reader, row));
	const last = items.at(-1);
	return { items, next: rows.length > limit && last ? `${last.closesAt}.${last.id}` : null };
}

const value = sql.placeholder;

/** A query of its own for each shape of the filter, so that each is prepared once and finds its index. */
const listQuery = variants(
	(phase: ListedPhase | '', ofAuthority: boolean, ofArea: boolean, following: boolean) =>
		query<
			Record<'now' | 'closesAt' | 'limit', number> & Record<'authorityId' | 'areaId' | 'id', string>
		>()(`consultations_${[phase, ofAuthority, ofArea, following].join('_')}`, (db, t) => {
			const { consultations: one, consultationAreas: area, authorities } = t;
			const soonestFirst = phase === 'open' || phase === 'announced';
			const [closesAt, id] = ofArea ? [area.closesAt, area.consultationId] : [one.closesAt, one.id];
			const past = sql.raw(soonestFirst ? '>' : '<');
			const all = db.select(summaryColumns(t));
			const from = ofArea
				? // In this order: the area's own index gives that of the list.
					all.from(area).crossJoin(one)
				: all.from(one);
			return from
				.innerJoin(authorities, eq(authorities.id, one.authorityId))
				.where(
					and(
						phase === '' ? isListed(t) : inPhase(t, phase, value('now'), closesAt),
						ofAuthority ? eq(one.authorityId, value('authorityId')) : undefined,
						ofArea ? eq(area.areaId, value('areaId')) : undefined,
						ofArea ? eq(one.id, area.consultationId) : undefined,
						following
							? sql`(${closesAt}, ${id}) ${past} ((select ${value('closesAt')}), (select ${value('id')}))`
							: undefined
					)
				)
				.orderBy(soonestFirst ? asc(closesAt) : desc(closesAt), soonestFirst ? asc(id) : desc(id))
				.limit(value('limit'));
		})
);

/** Null where there is no such authority. */
async function idOf(reader: Reader, slug: string): Promise<string | null> {
	const [row] = await reader.run(authorityBySlug, { slug });
	return row?.id ?? null;
}

const authorityBySlug = query<{ slug: string }>()('authority_id_by_slug', (db, t) =>
	db
		.select({ id: t.authorities.id })
		.from(t.authorities)
		.where(eq(t.authorities.slug, value('slug')))
);

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
