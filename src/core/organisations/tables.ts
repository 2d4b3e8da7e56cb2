import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { areaTables } from '../areas/tables.ts';
import type { Trilingual } from '../kernel/text.ts';
import { organisationStatuses, registerCountries, type Evidence } from './model.ts';

export const organisationTables = (
	kit: Kit,
	{ areas }: ReturnType<typeof areaTables>,
	{ accounts }: ReturnType<typeof accountTables>
) => {
	const organisations = kit.table(
		'organisations',
		{
			id: kit.id(),
			slug: kit.text().notNull().unique(),
			name: kit.json<Trilingual>().notNull(),
			registerNumber: kit.text().notNull().unique(),
			areaId: kit
				.text()
				.notNull()
				.references(() => areas.id),
			/** Of its register: EDRPOU or KRS. */
			country: kit.choice(registerCountries).notNull().default('UA'),
			status: kit.choice(organisationStatuses).notNull().default('verified'),
			/** Where its letter is shown. */
			centreId: kit.text(),
			registeredBy: kit.text().references(() => accounts.id),
			registeredAt: kit.instant().notNull().default(0),
			/** What the coordinator saw; never a copy. */
			evidence: kit.json<Evidence>(),
			checkedBy: kit.text().references(() => accounts.id),
			checkedAt: kit.instant(),
			/** Why it was refused or ended. */
			refusal: kit.text(),
			endedAt: kit.instant(),
			/** Names and register number, for search. */
			folded: kit.text().notNull().default(''),
			/** By which names stand in Ukrainian order. */
			sortKey: kit.text().notNull().default('')
		},
		(one) => [
			kit.index('organisations_by_name').on(one.status, one.sortKey, one.id),
			kit.index('organisations_by_centre').on(one.centreId, one.status)
		]
	);
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
				.references(() => accounts.id),
			/** "Head of the board". */
			post: kit.text().notNull().default(''),
			since: kit.instant().notNull().default(0),
			invitedBy: kit.text()
		},
		(one) => [
			kit.primaryKey({ columns: [one.organisationId, one.accountId] }),
			kit.index('representatives_by_account').on(one.accountId)
		]
	);
	return { organisations, representatives };
};
