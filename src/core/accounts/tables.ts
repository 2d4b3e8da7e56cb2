import type { Kit } from '#storage/kit.ts';
import type { areaTables } from '../areas/tables.ts';
import type { centreTables } from '../centres/tables.ts';
import { displays } from '../contributions/model.ts';
import { roleNames, scopes } from '../kernel/actor.ts';
import { codePurposes, evidenceKinds } from './model.ts';

export const accountTables = (
	kit: Kit,
	{ areas }: ReturnType<typeof areaTables>,
	{ centres }: ReturnType<typeof centreTables>
) => {
	/** Natural persons seen by a centre; who they are is not stored (requirements §5.2). */
	const persons = kit.table(
		'persons',
		{
			id: kit.id(),
			areaId: kit
				.text()
				.notNull()
				.references(() => areas.id),
			/** Its kind; never a number. */
			evidence: kit.choice(evidenceKinds).notNull(),
			/** Asked only where the rules of a consultation need it. */
			adult: kit.flag(),
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			/** The consultant; null for what was brought along. */
			verifiedBy: kit.text(),
			verifiedAt: kit.instant().notNull(),
			/** From then on it counts as declared only. */
			expiresAt: kit.instant().notNull(),
			revokedAt: kit.instant()
		},
		(person) => [
			kit.index('persons_by_centre').on(person.centreId, person.verifiedAt),
			kit.index('persons_by_end').on(person.expiresAt)
		]
	);
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
		/** How the author is shown unless they choose otherwise. */
		display: kit.choice(displays).notNull().default('name'),
		registeredAt: kit.instant().notNull(),
		/** Nobody signs in to it until an administrator lifts that. */
		suspendedAt: kit.instant(),
		suspendedReason: kit.text(),
		/** The person had it erased: only what others rely on is left (RELIABILITY D10). */
		erasedAt: kit.instant(),
		/** Of what its owner changes: name, display, language and place. */
		version: kit.integer().notNull().default(1)
	});
	/** The one contact of those who gave any. */
	const contacts = kit.table('contacts', {
		accountId: kit.id().references(() => accounts.id),
		/** In small letters. */
		email: kit.text().notNull().unique(),
		confirmedAt: kit.instant().notNull()
	});
	const roles = kit.table(
		'roles',
		{
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			role: kit.choice(roleNames).notNull(),
			scope: kit.choice(scopes).notNull(),
			scopeId: kit.text().notNull(),
			since: kit.instant().notNull(),
			/** Who invited; null for the first administrator. */
			grantedBy: kit.text()
		},
		(role) => [
			kit.primaryKey({ columns: [role.accountId, role.role, role.scopeId] }),
			kit.index('roles_by_scope').on(role.scopeId, role.role),
			kit.oneOf('role_name', role.role, roleNames)
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
			expiresAt: kit.instant().notNull(),
			startedAt: kit.instant().notNull().default(0),
			/** The last use, to the minute. */
			seenAt: kit.instant().notNull().default(0),
			/** When the second factor was last entered; null: not in this session. */
			secondFactorAt: kit.instant(),
			/** Browser and system in words, for its owner: "Firefox, Android". */
			device: kit.text().notNull().default('')
		},
		(session) => [
			kit.index('sessions_by_account').on(session.accountId),
			kit.index('sessions_by_end').on(session.expiresAt)
		]
	);
	/** The app that shows six digits. */
	const secondFactors = kit.table('second_factors', {
		accountId: kit.id().references(() => accounts.id),
		/** Sealed with a key that lies outside the database. */
		secret: kit.text().notNull(),
		/** Null until its first code was entered. */
		confirmedAt: kit.instant(),
		/** Of the last code taken: none is taken twice (RFC 6238 5.2). */
		lastStep: kit.integer().notNull().default(0)
	});
	/** Printed once, each for one use. */
	const recoveryCodes = kit.table(
		'recovery_codes',
		{
			digest: kit.id(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			usedAt: kit.instant()
		},
		(code) => [kit.index('recovery_codes_by_account').on(code.accountId)]
	);
	const passkeys = kit.table(
		'passkeys',
		{
			/** The credential's id, in base64url. */
			id: kit.id(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			publicKey: kit.text().notNull(),
			counter: kit.instant().notNull(),
			transports: kit.json<string[]>().notNull(),
			name: kit.text().notNull(),
			createdAt: kit.instant().notNull(),
			usedAt: kit.instant()
		},
		(passkey) => [kit.index('passkeys_by_account').on(passkey.accountId)]
	);
	/** Links in letters and codes on cards: each opens one thing once, until its time is over. */
	const oneTimeCodes = kit.table(
		'one_time_codes',
		{
			/** Keyed digest: a copy of the database opens nothing. */
			digest: kit.id(),
			purpose: kit.choice(codePurposes).notNull(),
			accountId: kit.text().references(() => accounts.id),
			/** Sealed: what the code stands for, such as an e-mail address. */
			payload: kit.text(),
			createdAt: kit.instant().notNull(),
			expiresAt: kit.instant().notNull(),
			usedAt: kit.instant()
		},
		(code) => [
			kit.index('one_time_codes_by_account').on(code.accountId, code.purpose),
			kit.index('one_time_codes_by_end').on(code.expiresAt),
			kit.oneOf('one_time_code_purpose', code.purpose, codePurposes)
		]
	);
	return {
		persons,
		accounts,
		contacts,
		roles,
		sessions,
		secondFactors,
		recoveryCodes,
		passkeys,
		oneTimeCodes
	};
};
