import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { areaTables } from '../areas/tables.ts';
import type { Trilingual } from '../kernel/text.ts';

export const organisationTables = (
	kit: Kit,
	{ areas }: ReturnType<typeof areaTables>,
	{ accounts }: ReturnType<typeof accountTables>
) => {
	const organisations = kit.table('organisations', {
		id: kit.id(),
		slug: kit.text().notNull().unique(),
		name: kit.json<Trilingual>().notNull(),
		registerNumber: kit.text().notNull().unique(),
		areaId: kit
			.text()
			.notNull()
			.references(() => areas.id)
	});
	const representatives = kit.table(
		'representatives',
		{
			organisationId: kit
				.text()
				.notNull()
				.references(() => organisations.id),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id)
		},
		(one) => [
			kit.primaryKey({ columns: [one.organisationId, one.accountId] }),
			kit.index('representatives_by_account').on(one.accountId)
		]
	);
	return { organisations, representatives };
};
