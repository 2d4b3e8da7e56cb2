import { asc, desc, eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { areasByIds } from '../../../areas/queries.ts';
import type { DataRecord } from '../own-data.ts';
import { consentsOf } from '../settings.ts';

/** Who somebody is here, how they come in, and for whom they act. */
export async function ofAccount(reader: Reader, accountId: string) {
	return {
		account: await account(reader, accountId),
		contact: await contact(reader, accountId),
		sign_in: await waysIn(reader, accountId),
		sessions: await sessions(reader, accountId),
		verification: await verification(reader, accountId),
		revocations: await revocations(reader, accountId),
		roles: await roles(reader, accountId),
		organisations: await organisations(reader, accountId),
		consents: (await consentsOf(reader, accountId)).map((one): DataRecord => ({ ...one })),
		codes: await codes(reader, accountId),
		letters: await letters(reader, accountId),
		accessibility: await accessibility(reader, accountId)
	};
}

async function account(reader: Reader, accountId: string): Promise<DataRecord[]> {
	const { db, t } = reader;
	const rows = await db.select().from(t.accounts).where(eq(t.accounts.id, accountId));
	const records: DataRecord[] = [];
	for (const { id, login, name, display, language, areaId, registeredAt, ...one } of rows) {
		const [place] = await areasByIds(reader, [areaId]);
		const { suspendedAt, suspendedReason: reason } = one;
		const suspended: DataRecord = suspendedAt === null ? {} : { suspendedAt, reason };
		const residence = place?.name ?? null;
		records.push({ id, login, name, display, language, residence, registeredAt, ...suspended });
	}
	return records;
}

function contact({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { email, confirmedAt } = t.contacts;
	return db
		.select({ email, confirmedAt })
		.from(t.contacts)
		.where(eq(t.contacts.accountId, accountId));
}

async function waysIn({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const [own] = await db
		.select({ hash: t.accounts.passwordHash })
		.from(t.accounts)
		.where(eq(t.accounts.id, accountId));
	const apps = await db
		.select({ confirmedAt: t.secondFactors.confirmedAt })
		.from(t.secondFactors)
		.where(eq(t.secondFactors.accountId, accountId));
	const codes = await db
		.select({ usedAt: t.recoveryCodes.usedAt })
		.from(t.recoveryCodes)
		.where(eq(t.recoveryCodes.accountId, accountId));
	const { name, createdAt, usedAt } = t.passkeys;
	const passkeys = await db
		.select({ name, createdAt, usedAt })
		.from(t.passkeys)
		.where(eq(t.passkeys.accountId, accountId));
	return [
		...(own?.hash ? [{ way: 'password' }] : []),
		...apps.map((one) => ({ way: 'app', ...one })),
		...(codes.length > 0
			? [{ way: 'recovery_codes', left: codes.filter((one) => one.usedAt === null).length }]
			: []),
		...passkeys.map((one) => ({ way: 'passkey', ...one }))
	];
}

function sessions({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { device, startedAt, seenAt, expiresAt, secondFactorAt } = t.sessions;
	return db
		.select({ device, startedAt, seenAt, expiresAt, secondFactorAt })
		.from(t.sessions)
		.where(eq(t.sessions.accountId, accountId))
		.orderBy(desc(startedAt));
}

async function verification({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { evidence, adult, verifiedAt, expiresAt, revokedAt } = t.persons;
	const rows = await db
		.select({
			evidence,
			adult,
			verifiedAt,
			expiresAt,
			revokedAt,
			centre: t.centres.name,
			residence: t.areas.name
		})
		.from(t.accounts)
		.innerJoin(t.persons, eq(t.persons.id, t.accounts.personId))
		.innerJoin(t.centres, eq(t.centres.id, t.persons.centreId))
		.innerJoin(t.areas, eq(t.areas.id, t.persons.areaId))
		.where(eq(t.accounts.id, accountId));
	return rows;
}

function revocations({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { reason, at, appealUntil, appealText, appealedAt, outcome, outcomeReason, decidedAt } =
		t.revocations;
	return db
		.select({
			centre: t.centres.name,
			reason,
			at,
			appealUntil,
			appealText,
			appealedAt,
			outcome,
			outcomeReason,
			decidedAt
		})
		.from(t.revocations)
		.innerJoin(t.centres, eq(t.centres.id, t.revocations.centreId))
		.where(eq(t.revocations.accountId, accountId));
}

/** Those that are held and those that have ended. */
async function roles({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const bodies = await names({ db, t });
	const held = await db.select().from(t.roles).where(eq(t.roles.accountId, accountId));
	const ended = await db.select().from(t.endedRoles).where(eq(t.endedRoles.accountId, accountId));
	return [
		...held.map(({ role, scopeId, since }) => ({
			role,
			scope: bodies.get(scopeId) ?? null,
			sinceAt: since
		})),
		...ended.map(({ role, scopeId, since, endedAt, reason }) => ({
			role,
			scope: bodies.get(scopeId) ?? null,
			sinceAt: since,
			endedAt,
			reason
		}))
	];
}

async function names({ db, t }: Pick<Reader, 'db' | 't'>) {
	const found = await Promise.all(
		[t.authorities, t.centres].map((table) =>
			db.select({ id: table.id, name: table.name }).from(table)
		)
	);
	return new Map(found.flat().map(({ id, name }) => [id, name]));
}

function organisations({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { post, since } = t.representatives;
	return db
		.select({ organisation: t.organisations.name, post, sinceAt: since })
		.from(t.representatives)
		.innerJoin(t.organisations, eq(t.organisations.id, t.representatives.organisationId))
		.where(eq(t.representatives.accountId, accountId));
}

function codes({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { purpose, createdAt, expiresAt, usedAt } = t.oneTimeCodes;
	return db
		.select({ purpose, createdAt, expiresAt, usedAt })
		.from(t.oneTimeCodes)
		.where(eq(t.oneTimeCodes.accountId, accountId))
		.orderBy(asc(createdAt));
}

function letters({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { kind, at, sentAt } = t.letters;
	return db
		.select({ letter: kind, at, sentAt })
		.from(t.letters)
		.where(eq(t.letters.accountId, accountId))
		.orderBy(asc(at));
}

function accessibility({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const {
		number,
		page,
		what: text,
		wish,
		receivedAt,
		delayReason,
		answer,
		answeredAt
	} = t.accessibilityRequests;
	return db
		.select({ number, page, text, wish, receivedAt, delayReason, answer, answeredAt })
		.from(t.accessibilityRequests)
		.where(eq(t.accessibilityRequests.accountId, accountId))
		.orderBy(asc(receivedAt));
}
