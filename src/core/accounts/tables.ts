import type { Kit } from '#storage/kit.ts';
import type { areaTables } from '../areas/tables.ts';
import type { centreTables } from '../centres/tables.ts';

export const accountTables = (
	kit: Kit,
	{ areas }: ReturnType<typeof areaTables>,
	{ centres }: ReturnType<typeof centreTables>
) => {
	/** Natural persons seen by a centre; who they are is not stored (requirements §5.2). */
	const persons = kit.table('persons', {
		id: kit.id(),
		areaId: kit
			.text()
			.notNull()
			.references(() => areas.id),
		evidence: kit
			.choice(['residence_extract', 'idp_certificate', 'personal_knowledge', 'statement'])
			.notNull(),
		centreId: kit
			.text()
			.notNull()
			.references(() => centres.id),
		verifiedAt: kit.instant().notNull()
	});
	const accounts = kit.table('accounts', {
		id: kit.id(),
		login: kit.text().notNull().unique(),
		/** argon2id in PHC form; null for those who cannot sign in with a password. */
		passwordHash: kit.text(),
		name: kit.text().notNull(),
		language: kit.choice(['uk', 'pl', 'en']).notNull(),
		areaId: kit
			.text()
			.notNull()
			.references(() => areas.id),
		personId: kit
			.text()
			.unique()
			.references(() => persons.id),
		registeredAt: kit.instant().notNull()
	});
	const roles = kit.table(
		'roles',
		{
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			role: kit.choice(['official', 'consultant', 'coordinator', 'admin']).notNull(),
			scope: kit.choice(['authority', 'centre', 'network']).notNull(),
			scopeId: kit.text().notNull(),
			since: kit.instant().notNull()
		},
		(role) => [
			kit.primaryKey({ columns: [role.accountId, role.role, role.scopeId] }),
			kit.oneOf('role_name', role.role, ['official', 'consultant', 'coordinator', 'admin'])
		]
	);
	const sessions = kit.table(
		'sessions',
		{
			/** SHA-256 of the cookie: a copy of the database opens nobody's account. */
			id: kit.id(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			expiresAt: kit.instant().notNull()
		},
		(session) => [
			kit.index('sessions_by_account').on(session.accountId),
			kit.index('sessions_by_end').on(session.expiresAt)
		]
	);
	return { persons, accounts, roles, sessions };
};
