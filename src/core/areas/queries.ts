import { and, asc, eq, gt, inArray, like, or, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import type { Tables } from '#storage/schema.ts';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../kernel/actor.ts';
import { fold, type Trilingual } from '../kernel/text.ts';
import type { AreaKind } from './model.ts';

export interface Area {
	id: string;
	kind: AreaKind;
	slug: string | null;
	name: Trilingual;
	/** Names of what contains it, smallest first. */
	within: Trilingual[];
}

/** Places where one may live whose name contains the words, those that begin with them first. */
export function residences(
	store: Pick<Store, 'read'>,
	actor: Actor,
	{ q, limit }: { q: string; limit?: number | undefined }
): Promise<Area[]> {
	return areasNamed(store, actor, { q, limit, kinds: ['settlement', 'gmina'] });
}

/** The same among areas of the given kinds. */
export function areasNamed(
	{ read }: Pick<Store, 'read'>,
	_: Actor,
	{ q, kinds, limit = 20 }: { q: string; kinds: readonly AreaKind[]; limit?: number | undefined }
): Promise<Area[]> {
	return read(async (reader) => {
		const { db, t } = reader;
		const words = likeWords(fold(q));
		if (words === '') return [];
		const rows = await db
			.select()
			.from(t.areas)
			.where(
				and(
					inArray(t.areas.kind, [...kinds]),
					or(like(t.areas.folded, `${words}%`), like(t.areas.folded, `% ${words}%`))
				)
			)
			.orderBy(
				sql`case when ${t.areas.folded} like ${`${words}%`} then 0 else 1 end`,
				asc(t.areas.rank)
			)
			.limit(limit);
		return withContaining(reader, rows);
	});
}

/** All areas of a kind in Ukrainian order; `after` is the rank of the last one seen. */
export function areaList(
	{ read }: Pick<Store, 'read'>,
	_: Actor,
	{
		kind,
		parentId,
		after = -1,
		limit = 100
	}: {
		kind?: AreaKind | undefined;
		parentId?: string | undefined;
		after?: number | undefined;
		limit?: number | undefined;
	}
): Promise<{ items: (Area & { rank: number })[]; next: number | null }> {
	return read(async (reader) => {
		const list = listQuery(kind !== undefined, parentId !== undefined);
		const rows = await reader.run(list, {
			kind: kind ?? '',
			parentId: parentId ?? '',
			after,
			limit: limit + 1
		});
		const page = rows.slice(0, limit);
		const named = await withContaining(reader, page);
		return {
			items: named.map((area, place) => ({ ...area, rank: page[place]!.rank })),
			next: rows.length > limit ? page.at(-1)!.rank : null
		};
	});
}

/** Areas by their ids, in that order; unknown ones are left out. */
export async function areasByIds(reader: Reader, ids: readonly string[]): Promise<Area[]> {
	const found = await areaRows(reader, ids);
	return withContaining(
		reader,
		ids.flatMap((id) => found.get(id) ?? [])
	);
}

/** The words as a LIKE pattern takes them literally; SQLite refuses patterns of 50,000 bytes and more. */
export const likeWords = (folded: string) =>
	folded
		.slice(0, 200)
		.replace(/[\\%_]/g, ' ')
		.trim();

export interface AreaRow {
	id: string;
	kind: AreaKind;
	slug: string | null;
	name: Trilingual;
	path: string[];
}

async function withContaining(reader: Reader, rows: readonly AreaRow[]): Promise<Area[]> {
	const containing = await areaRows(
		reader,
		rows.flatMap(({ path }) => path.slice(1))
	);
	return rows.map(({ id, kind, slug, name, path }) => ({
		id,
		kind,
		slug,
		name,
		within: path.slice(1).flatMap((outer) => containing.get(outer)?.name ?? [])
	}));
}

/** Areas by their ids, with their paths. */
export async function areaRows(
	reader: Reader,
	ids: readonly string[]
): Promise<Map<string, AreaRow>> {
	if (ids.length === 0) return new Map();
	const rows = await reader.run(areasById, { ids: [...new Set(ids)] });
	return new Map(rows.map((row) => [row.id, row]));
}

const columnsOf = ({ areas: one }: Tables) => ({
	id: one.id,
	kind: one.kind,
	slug: one.slug,
	name: one.name,
	path: one.path
});

const areasById = query<{ ids: string[] }>()('areas_by_ids', (db, t) =>
	db.select(columnsOf(t)).from(t.areas).where(among(t.areas.id, 'ids'))
);

const value = sql.placeholder;

type ListValues = Record<'kind' | 'parentId', string> & Record<'after' | 'limit', number>;

const listQuery = variants((ofKind: boolean, ofParent: boolean) =>
	query<ListValues>()(`areas_${[ofKind, ofParent].join('_')}`, (db, t) =>
		db
			.select({ ...columnsOf(t), rank: t.areas.rank })
			.from(t.areas)
			.where(
				and(
					ofKind ? eq(t.areas.kind, value('kind')) : undefined,
					ofParent ? eq(t.areas.parentId, value('parentId')) : undefined,
					gt(t.areas.rank, value('after'))
				)
			)
			.orderBy(asc(t.areas.rank))
			.limit(value('limit'))
	)
);
