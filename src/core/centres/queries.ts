import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { areasByIds, type Area } from '../areas/queries.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Trilingual } from '../kernel/text.ts';
import { openingAt } from './hours.ts';
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
	/** One more with each change of what a form shows. */
	version: number;
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

/** How many people work in a centre, never who. */
type Staff = Record<'consultants' | 'coordinators', number>;

/** A centre, the places it serves and how many work there; refuses `not_found`. */
export function centrePage(
	store: Store,
	_: Actor,
	{ slug }: { slug: string }
): Promise<Centre & { serves: Area[]; staff: Staff }> {
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
		const working = (role: 'consultant' | 'coordinator') =>
			db.$count(t.roles, and(eq(t.roles.scopeId, row.id), eq(t.roles.role, role)));
		return {
			...row,
			staff: {
				consultants: await working('consultant'),
				coordinators: await working('coordinator')
			},
			serves: await areasByIds(
				reader,
				served.map(({ id }) => id)
			)
		};
	});
}

/** A centre as somebody finds it who looks for the one to go to. */
export interface NearCentre {
	centre: Centre;
	/** Otherwise it is only the nearest. */
	serves: boolean;
	/** When it opens or closes next; null where it never does. */
	changesAt: number | null;
}

/** The centre that serves an area, else the nearest to it; null where neither is known. */
export function centreFor(
	store: Store,
	_: Actor,
	{ areaId, at }: { areaId: string; at: { lat: number; lon: number } | null }
): Promise<NearCentre | null> {
	return store.read(async (reader) => {
		const [serving] = await centresServing(reader, [areaId]);
		const centre = serving ?? (at && (await nearest(reader, at)));
		if (!centre) return null;
		const changesAt = openingAt(centre.hours, reader.now())?.changesAt ?? null;
		return { centre, serves: serving !== undefined, changesAt };
	});
}

async function nearest(reader: Reader, at: { lat: number; lon: number }): Promise<Centre | null> {
	const all = await reader.run(listQuery, { after: -1, limit: 1000 });
	return all.sort((one, other) => distance(one, at) - distance(other, at))[0] ?? null;
}

/** Only to be compared: at 50° north a degree of longitude is two thirds of one of latitude. */
const distance = (one: { lat: number; lon: number }, other: { lat: number; lon: number }) =>
	(one.lat - other.lat) ** 2 + ((one.lon - other.lon) * 0.65) ** 2;

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
