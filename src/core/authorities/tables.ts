import type { Kit } from '#storage/kit.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { areaTables } from '../areas/tables.ts';
import { authorityKinds, type LocalRule } from './model.ts';

export const authorityTables = (kit: Kit, { areas }: ReturnType<typeof areaTables>) => ({
	authorities: kit.table(
		'authorities',
		{
			id: kit.id(),
			slug: kit.text().notNull().unique(),
			/** Three letters in the number of each of its consultations: UA-ZHD-2026-003. */
			code: kit.text().notNull().unique(),
			country: kit.choice(['UA', 'PL']).notNull(),
			kind: kit.choice(authorityKinds).notNull(),
			areaId: kit
				.text()
				.notNull()
				.references(() => areas.id),
			timeZone: kit.choice(['Europe/Kyiv', 'Europe/Warsaw']).notNull(),
			language: kit.choice(['uk', 'pl']).notNull(),
			name: kit.json<Trilingual>().notNull(),
			folded: kit.text().notNull(),
			rank: kit.integer().notNull(),
			address: kit.text().notNull(),
			email: kit.text().notNull(),
			phone: kit.text().notNull(),
			site: kit.text().notNull(),
			defaultProfileId: kit.text().notNull(),
			decidingBody: kit.text().notNull(),
			localRule: kit.json<LocalRule>(),
			hostCentreId: kit.text().notNull(),
			/** One more with each change of what a form shows. */
			version: kit.integer().notNull().default(1)
		},
		(authority) => [
			kit.index('authorities_by_area').on(authority.areaId),
			kit.oneOf('authority_kind', authority.kind, authorityKinds)
		]
	)
});
