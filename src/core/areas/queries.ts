import { and, asc, eq, gt, inArray, like, or, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
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
		const { db, t } = reader;
		const rows = await db
			.select()
			.from(t.areas)
			.where(
				and(
					kind && eq(t.areas.kind, kind),
					parentId === undefined ? undefined : eq(t.areas.parentId, parentId),
					gt(t.areas.rank, after)
				)
			)
			.orderBy(asc(t.areas.rank))
			.limit(limit + 1);
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
	const rows: Row[] = [];
	for (const id of ids) rows.push(...(await reader.run(areaById, { id })));
	return withContaining(reader, rows);
}

/** The words as a LIKE pattern takes them literally; SQLite refuses patterns of 50,000 bytes and more. */
export const likeWords = (folded: string) =>
	folded
		.slice(0, 200)
		.replace(/[\\%_]/g, ' ')
		.trim();

interface Row {
	id: string;
	kind: AreaKind;
	slug: string | null;
	name: Trilingual;
	path: string[];
}

async function withContaining(reader: Reader, rows: readonly Row[]): Promise<Area[]> {
	const names = new Map<string, Trilingual>();
	for (const id of new Set(rows.flatMap(({ path }) => path.slice(1)))) {
		const [area] = await reader.run(areaById, { id });
		if (area) names.set(id, area.name);
	}
	return rows.map(({ id, kind, slug, name, path }) => ({
		id,
		kind,
		slug,
		name,
		within: path.slice(1).flatMap((containing) => names.get(containing) ?? [])
	}));
}

const areaById = query<{ id: string }>()('area_by_id', (db, t) =>
	db
		.select({
			id: t.areas.id,
			kind: t.areas.kind,
			slug: t.areas.slug,
			name: t.areas.name,
			path: t.areas.path
		})
		.from(t.areas)
		.where(eq(t.areas.id, sql.placeholder('id')))
);
