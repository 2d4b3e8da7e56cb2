import type { Kit } from '#storage/kit.ts';
import type { Trilingual } from '../kernel/text.ts';
import { areaKinds } from './model.ts';

export const areaTables = (kit: Kit) => ({
	areas: kit.table(
		'areas',
		{
			/** KATOTTG in Ukraine, TERYT in Poland. */
			id: kit.id(),
			parentId: kit.text(),
			/** Itself and all that contain it, smallest first. */
			path: kit.json<string[]>().notNull(),
			kind: kit.choice(areaKinds).notNull(),
			category: kit.text(),
			slug: kit.text().unique(),
			name: kit.json<Trilingual>().notNull(),
			/** Folded names in all languages, for search. */
			folded: kit.text().notNull(),
			/** Place in the Ukrainian order of names: databases sort letters each in their own way. */
			rank: kit.integer().notNull(),
			lat: kit.number(),
			lon: kit.number(),
			population: kit.integer()
		},
		(area) => [
			kit.index('areas_by_parent').on(area.parentId, area.rank),
			kit.index('areas_by_kind').on(area.kind, area.rank),
			kit.oneOf('area_kind', area.kind, areaKinds)
		]
	)
});
