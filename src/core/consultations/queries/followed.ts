import { and, eq, exists, isNotNull, notExists, or, sql } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { placeNamed } from '../../areas/queries/place.ts';

/** What somebody may follow; nothing given is everything. */
export interface Followed {
	/** Number of one consultation. */
	number?: string | undefined;
	/**
	 * Id or slug of an area of any kind: what concerns it, what lies within it, and what contains it as a whole, for
	 * that concerns it too.
	 */
	area?: string | undefined;
	/** Slug of an authority. */
	authority?: string | undefined;
}

/** Which announced consultations that are. Expects the authorities to be joined. */
export async function areFollowed(reader: Reader, { number, area, authority }: Followed) {
	const { consultations, authorities } = reader.t;
	return and(
		isNotNull(consultations.number),
		number === undefined ? undefined : eq(consultations.number, number),
		authority === undefined ? undefined : eq(authorities.slug, authority),
		area === undefined ? undefined : await concern(reader, area)
	);
}

async function concern(reader: Reader, name: string) {
	const place = await placeNamed(reader, name);
	if (!place) return sql`false`;
	const [own, ...containing] = place.path;
	return or(
		has(reader, own!),
		...containing.map((id) => and(has(reader, id), notExists(smaller(reader, id))))
	);
}

function has({ db, t }: Reader, areaId: string) {
	const { consultations, consultationAreas: area } = t;
	return exists(
		db
			.select({ there: sql`1` })
			.from(area)
			.where(and(eq(area.areaId, areaId), eq(area.consultationId, consultations.id)))
	);
}

/** Of a raion: one of its hromadas. What concerns that one does not concern its neighbours. */
function smaller({ db, t }: Reader, areaId: string) {
	const { consultations, consultationAreas: area, areas } = t;
	return db
		.select({ there: sql`1` })
		.from(area)
		.innerJoin(areas, eq(areas.id, area.areaId))
		.where(and(eq(area.consultationId, consultations.id), eq(areas.parentId, areaId)));
}
