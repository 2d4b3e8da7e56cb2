import { and, eq, isNotNull, not, or, sql } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { placeNamed } from '../../areas/queries/place.ts';
import { concerns, concernsPartOf } from './concerning.ts';

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
		concerns(reader, own!),
		...containing.map((id) => and(concerns(reader, id), not(concernsPartOf(reader, id))))
	);
}
