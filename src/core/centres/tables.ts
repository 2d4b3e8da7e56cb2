import type { Kit } from '#storage/kit.ts';
import type { areaTables } from '../areas/tables.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { OpeningHours } from './model.ts';

export const centreTables = (kit: Kit, { areas }: ReturnType<typeof areaTables>) => {
	const centres = kit.table('centres', {
		id: kit.id(),
		slug: kit.text().notNull().unique(),
		areaId: kit
			.text()
			.notNull()
			.references(() => areas.id),
		raionId: kit
			.text()
			.notNull()
			.references(() => areas.id),
		name: kit.json<Trilingual>().notNull(),
		town: kit.json<Trilingual>().notNull(),
		/** The library or NGO that keeps the centre. */
		host: kit.json<Trilingual>().notNull(),
		address: kit.text().notNull(),
		phone: kit.text().notNull(),
		hours: kit.json<OpeningHours[]>().notNull(),
		lat: kit.number().notNull(),
		lon: kit.number().notNull(),
		rank: kit.integer().notNull(),
		/** One more with each change of what a form shows. */
		version: kit.integer().notNull().default(1)
	});
	const centreAreas = kit.table(
		'centre_areas',
		{
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			areaId: kit
				.text()
				.notNull()
				.references(() => areas.id)
		},
		(served) => [
			kit.primaryKey({ columns: [served.centreId, served.areaId] }),
			kit.index('centre_areas_by_area').on(served.areaId)
		]
	);
	return { centres, centreAreas };
};
