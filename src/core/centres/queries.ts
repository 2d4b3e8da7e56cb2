import { asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { areasByIds, type Area } from '../areas/queries.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { OpeningHours } from './model.ts';

export interface Centre {
	id: string;
	slug: string;
	areaId: string;
	raionId: string;
	name: Trilingual;
	town: Trilingual;
	host: Trilingual;
	address: string;
	phone: string;
	hours: OpeningHours[];
	lat: number;
	lon: number;
}

/** Centres in Ukrainian order of their towns; `after` is the rank of the last one seen. */
export function centreList(
	store: Store,
	_: Actor,
	{ after = -1, limit = 100 }: { after?: number | undefined; limit?: number | undefined }
): Promise<{ items: (Centre & { rank: number })[]; next: number | null }> {
	return store.read(async (reader) => {
		const rows = await reader.run(listQuery, { after, limit: limit + 1 });
		const items = rows.slice(0, limit);
		return { items, next: rows.length > limit ? items.at(-1)!.rank : null };
	});
}

/** A centre and the places it serves; refuses `not_found`. */
export function centrePage(
	store: Store,
	_: Actor,
	{ slug }: { slug: string }
): Promise<Centre & { serves: Area[] }> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const [row] = await db.select().from(t.centres).where(eq(t.centres.slug, slug));
		if (!row) throw new Refusal('not_found');
		const served = await db
			.select({ id: t.areas.id })
			.from(t.centreAreas)
			.innerJoin(t.areas, eq(t.areas.id, t.centreAreas.areaId))
			.where(eq(t.centreAreas.centreId, row.id))
			.orderBy(asc(t.areas.rank));
		return {
			...row,
			serves: await areasByIds(
				reader,
				served.map(({ id }) => id)
			)
		};
	});
}

/** Refuses `not_found`. */
export async function centreById(reader: Reader, id: string): Promise<Centre> {
	const [row] = await reader.run(byId, { id });
	if (!row) throw new Refusal('not_found');
	return row;
}

/** The centres that serve any of the areas: those that may host a consultation about them. */
export async function centresServing(
	{ db, t }: Reader,
	areaIds: readonly string[]
): Promise<Centre[]> {
	if (areaIds.length === 0) return [];
	const serving = db
		.select({ id: t.centreAreas.centreId })
		.from(t.centreAreas)
		.where(inArray(t.centreAreas.areaId, [...areaIds]));
	return db
		.select()
		.from(t.centres)
		.where(inArray(t.centres.id, serving))
		.orderBy(asc(t.centres.rank));
}

const byId = query<{ id: string }>()('centre_by_id', (db, t) =>
	db
		.select()
		.from(t.centres)
		.where(eq(t.centres.id, sql.placeholder('id')))
);

const listQuery = query<{ after: number; limit: number }>()('centres', (db, t) =>
	db
		.select()
		.from(t.centres)
		.where(gt(t.centres.rank, sql.placeholder('after')))
		.orderBy(asc(t.centres.rank))
		.limit(sql.placeholder('limit'))
);
