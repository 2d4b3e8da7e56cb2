import { and, eq, exists, sql, type Placeholder } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';

type From = Pick<Reader, 'db' | 't'>;

/** That a consultation concerns an area or lies within it; expects consultations to be what is looked through. */
export function concerns({ db, t }: From, areaId: string | Placeholder) {
	const { consultations, consultationAreas: area } = t;
	return exists(
		db
			.select({ there: sql`1` })
			.from(area)
			.where(and(eq(area.areaId, areaId), eq(area.consultationId, consultations.id)))
	);
}

/** Of a raion: that it concerns one of its hromadas. What concerns that one does not concern its neighbours. */
export function concernsPartOf({ db, t }: From, areaId: string | Placeholder) {
	const { consultations, consultationAreas: area, areas } = t;
	return exists(
		db
			.select({ there: sql`1` })
			.from(area)
			.innerJoin(areas, eq(areas.id, area.areaId))
			.where(and(eq(area.consultationId, consultations.id), eq(areas.parentId, areaId)))
	);
}
