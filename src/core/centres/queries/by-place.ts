import { asc, inArray } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { areasNamed, type Area } from '../../areas/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Centre } from '../queries.ts';

/** A place, and the centres that serve its hromada. */
export interface ServedPlace {
	place: Area;
	centres: Centre[];
}

/**
 * Places whose name contains the words, each with where its people are helped: whoever asks knows the village, not
 * the hromada.
 */
export async function centresByPlace(
	store: Store,
	actor: Actor,
	{ q, limit = 10 }: { q: string; limit?: number | undefined }
): Promise<ServedPlace[]> {
	const kinds = ['settlement', 'hromada', 'gmina'] as const;
	const places = await areasNamed(store, actor, { q, kinds, limit });
	if (places.length === 0) return [];
	return store.read(async ({ db, t }) => {
		const ids = places.map(({ id }) => id);
		const paths = await db
			.select({ id: t.areas.id, path: t.areas.path })
			.from(t.areas)
			.where(inArray(t.areas.id, ids));
		const around = [...new Set(paths.flatMap(({ path }) => path))];
		const served = await db
			.select()
			.from(t.centreAreas)
			.where(inArray(t.centreAreas.areaId, around));
		const centreIds = served.map(({ centreId }) => centreId);
		const centres = await db
			.select()
			.from(t.centres)
			.where(inArray(t.centres.id, centreIds))
			.orderBy(asc(t.centres.rank));
		return places.map((place) => {
			const path = paths.find(({ id }) => id === place.id)?.path ?? [];
			const here = served.filter(({ areaId }) => path.includes(areaId)).map((one) => one.centreId);
			return { place, centres: centres.filter(({ id }) => here.includes(id)) };
		});
	});
}
