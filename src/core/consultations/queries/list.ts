import { and, asc, desc, eq, lte, ne, or, sql } from 'drizzle-orm';
import { position } from '#storage/position.ts';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { asksForWords } from '../../kernel/words/question.ts';
import type { ListedPhase, Topic } from '../model.ts';
import type { Page } from '../../search/queries/walk.ts';
import { found } from './search.ts';
import {
	inPhase,
	isListed,
	summary,
	summaryColumns,
	type ConsultationSummary,
	type SummaryRow
} from './summaries.ts';

export interface Filter {
	phase?: ListedPhase | undefined;
	/** Id of an area of any kind: also what lies within it counts. */
	areaId?: string | undefined;
	/** Slug of an authority. */
	authority?: string | undefined;
	topic?: Topic | undefined;
	/** Of the authority, in which the original is written. */
	language?: 'uk' | 'pl' | undefined;
	/** Words of the title, the summary, the number, the authority or the places, in any of their forms. */
	q?: string | undefined;
	/** `announced`: the latest announced first. Without it by when they close. */
	sort?: 'announced' | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

/**
 * All but drafts: the open ones, then those to come, of both those that close first come first; then the others, from
 * the latest on. With words to look for those come first that have them in the title, and of these the latest announced.
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
	const authorityId = authority === undefined ? undefined : await authorityIdOf(reader, authority);
	if (authorityId === null) return { items: [], next: null };
	const { phase, areaId, topic, language, q = '', sort, limit = 20, cursor } = filter;
	if (asksForWords(q) || sort === 'announced')
		return found(reader, { phase, areaId, topic, language, authorityId, q, limit, cursor });

	const after = readCursor(cursor);
	const parts: readonly Part[] = phase === undefined ? ['open', 'announced', 'others'] : [phase];
	const rows: { at: string; row: SummaryRow }[] = [];
	const begun = parts.findIndex((part) => part === after?.part);
	for (const part of parts.slice(Math.max(0, begun))) {
		const place = after?.part === part ? after : undefined;
		const list = listQuery(
			part,
			authorityId !== undefined,
			areaId !== undefined,
			topic !== undefined,
			language !== undefined,
			place !== undefined
		);
		const more = await reader.run(list, {
			now: reader.now(),
			authorityId: authorityId ?? '',
			areaId: areaId ?? '',
			topic: topic ?? '',
			language: language ?? '',
			closesAt: place?.closesAt ?? 0,
			id: place?.id ?? '',
			limit: limit + 1 - rows.length
		});
		rows.push(...more.map((row) => ({ at: `${part}.${row.closesAt}.${row.id}`, row })));
		if (rows.length > limit) break;
	}
	const items = rows.slice(0, limit).map(({ row }) => summary(reader, row));
	return { items, next: rows.length > limit ? rows[limit - 1]!.at : null };
}

/** What is listed in one order; a cursor says how far a list of several has come. */
type Part = ListedPhase | 'others';

const value = sql.placeholder;

/** A query of its own for each shape of the filter, so that each is prepared once and finds its index. */
const listQuery = variants(
	(
		part: Part,
		ofAuthority: boolean,
		ofArea: boolean,
		ofTopic: boolean,
		ofLanguage: boolean,
		following: boolean
	) =>
		query<
			Record<'now' | 'closesAt' | 'limit', number> &
				Record<'authorityId' | 'areaId' | 'topic' | 'language' | 'id', string>
		>()(
			`consultations_${[part, ofAuthority, ofArea, ofTopic, ofLanguage, following].join('_')}`,
			(db, t) => {
				const { consultations: one, consultationAreas: area, authorities } = t;
				const soonestFirst = part === 'open' || part === 'announced';
				const [closesAt, id] = ofArea
					? [area.closesAt, area.consultationId]
					: [one.closesAt, one.id];
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
							part === 'others'
								? and(isListed(t), or(ne(one.status, 'published'), lte(closesAt, value('now'))))
								: inPhase(t, part, value('now'), closesAt),
							ofAuthority ? eq(one.authorityId, value('authorityId')) : undefined,
							ofTopic ? eq(one.topic, value('topic')) : undefined,
							// A value, not a join: the order of the list is that of its index.
							ofLanguage
								? sql`(select language from ${authorities} own where own.id = ${one.authorityId}) = ${value('language')}`
								: undefined,
							ofArea ? eq(area.areaId, value('areaId')) : undefined,
							ofArea ? eq(one.id, area.consultationId) : undefined,
							following
								? sql`(${closesAt}, ${id}) ${past} (${position('closesAt')}, (select ${value('id')}))`
								: undefined
						)
					)
					.orderBy(soonestFirst ? asc(closesAt) : desc(closesAt), soonestFirst ? asc(id) : desc(id))
					.limit(value('limit'));
			}
		)
);

/** Null where there is no such authority. */
export async function authorityIdOf(reader: Reader, slug: string): Promise<string | null> {
	const [row] = await reader.run(authorityBySlug, { slug });
	return row?.id ?? null;
}

const authorityBySlug = query<{ slug: string }>()('authority_id_by_slug', (db, t) =>
	db
		.select({ id: t.authorities.id })
		.from(t.authorities)
		.where(eq(t.authorities.slug, value('slug')))
);

function readCursor(
	cursor: string | undefined
): { part: string; closesAt: number; id: string } | undefined {
	const match = /^([a-z_]+)\.(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor ?? '');
	return match ? { part: match[1]!, closesAt: Number(match[2]), id: match[3]! } : undefined;
}
