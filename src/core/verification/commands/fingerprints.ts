import { and, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { comparedTexts, type PersonalData } from '../fingerprint.ts';
import { isInForce } from '../model.ts';
import type { Target } from './target.ts';

interface Digest {
	keyVersion: number;
	digest: string;
}

export type Person = Awaited<ReturnType<typeof personsUnder>>[number];

interface Behind {
	/** With the digests of every live key, of the data that hold for this account. */
	digests: Digest[];
	/** Verified before, and the same account's, or nobody's any more. */
	person: Person | null;
	/** Verified before under another account. */
	clashesWith: Person | null;
	/** Binds the account that was made to what two coordinators settled when there was none. */
	settledFor: ((accountId: string) => Promise<unknown>) | null;
}

interface Asking {
	target: Target | null;
	centreId: string;
	/** The person that the account is or was. */
	current: Person | null;
}

/** Who stands behind the data that were typed: one person has one row, whatever key its digests were made with. */
export async function personBehind(
	writer: Writer,
	data: PersonalData,
	asking: Asking
): Promise<Behind> {
	const texts = comparedTexts(data);
	const first = await look(writer, texts, asking);
	const settled = first.clashesWith && (await settlement(writer, first.clashesWith, asking));
	if (!settled) return first;
	const settledFor = (accountId: string) =>
		writer.db
			.update(writer.t.clashes)
			.set({ accountId })
			.where(and(eq(writer.t.clashes.id, settled.id), isNull(writer.t.clashes.accountId)));
	if (settled.outcome === 'other_person') {
		// Two people of one name, born on one day: from now on the second one has digests of its own.
		const own = texts.map((text) => `${text}|${settled.id}`);
		return { ...(await look(writer, own, asking)), settledFor };
	}
	const { clashesWith: person } = first;
	const over = person !== null && !isInForce(person, writer.now());
	return settled.outcome === 'mistake' && over
		? { ...first, person, clashesWith: null, settledFor }
		: first;
}

async function look(
	writer: Writer,
	texts: readonly string[],
	{ current }: Asking
): Promise<Behind> {
	const digests = texts.flatMap((text) => writer.keys.fingerprints(text));
	const persons = await personsUnder(writer, digests);
	let clashesWith: Person | null = null;
	for (const person of persons)
		if (person.id !== current?.id && !(await isNobodys(writer, person))) clashesWith ??= person;
	const person = persons.find(({ id }) => id === current?.id) ?? persons[0] ?? null;
	return { digests, person: clashesWith ? null : person, clashesWith, settledFor: null };
}

async function personsUnder({ db, t }: Writer, digests: readonly Digest[]) {
	const rows = await db
		.selectDistinct({ id: t.fingerprints.personId })
		.from(t.fingerprints)
		.where(
			inArray(
				t.fingerprints.digest,
				digests.map(({ digest }) => digest)
			)
		);
	if (rows.length === 0) return [];
	return db
		.select()
		.from(t.persons)
		.where(
			inArray(
				t.persons.id,
				rows.map(({ id }) => id)
			)
		);
}

/**
 * Whether another account may become this person's: its time is over, or the person ended it, or erased the account.
 * What a coordinator took back stays a clash.
 */
async function isNobodys({ db, t, now }: Writer, person: Person): Promise<boolean> {
	const [holder] = await db
		.select({ id: t.accounts.id })
		.from(t.accounts)
		.where(and(eq(t.accounts.personId, person.id), isNull(t.accounts.erasedAt)));
	if (!holder) return true;
	if (isInForce(person, now())) return false;
	if (person.revokedAt === null) return true;
	const [revocation] = await db
		.select()
		.from(t.revocations)
		.where(eq(t.revocations.personId, person.id))
		.orderBy(desc(t.revocations.at))
		.limit(1);
	return revocation === undefined || revocation.revokedBy === revocation.accountId;
}

/** What the coordinators found out about the same two before. */
async function settlement({ db, t }: Writer, person: Person, { target, centreId }: Asking) {
	const whose = target
		? eq(t.clashes.accountId, target.id)
		: and(isNull(t.clashes.accountId), eq(t.clashes.secondCentreId, centreId));
	const [settled] = await db
		.select()
		.from(t.clashes)
		.where(
			and(
				eq(t.clashes.personId, person.id),
				whose,
				inArray(t.clashes.outcome, ['other_person', 'mistake'])
			)
		)
		.orderBy(desc(t.clashes.at))
		.limit(1);
	return settled;
}

/** The primary key sees to it that no two persons share one, whoever comes first. */
export async function keepFingerprints(
	{ db, t }: Writer,
	personId: string,
	digests: readonly Digest[]
): Promise<void> {
	await db
		.insert(t.fingerprints)
		.values(digests.map((one) => ({ ...one, personId })))
		.onConflictDoNothing();
}

/**
 * Erases the digests of persons whose verification was over by then; answers of how many. Afterwards nothing
 * tells who they were.
 */
export async function forgetExpiredPersons({ db, t }: Writer, before: number): Promise<number> {
	const over = db
		.select({ id: t.persons.id })
		.from(t.persons)
		.where(lte(t.persons.expiresAt, before));
	const gone = await db
		.delete(t.fingerprints)
		.where(inArray(t.fingerprints.personId, over))
		.returning({ personId: t.fingerprints.personId });
	return new Set(gone.map(({ personId }) => personId)).size;
}

/** Ends the keys with which nothing is left, but for the newest. */
export async function retireOldKeys({ db, t, keys }: Store): Promise<number[]> {
	const [, ...older] = keys.fingerprints('').map(({ keyVersion }) => keyVersion);
	const retired: number[] = [];
	for (const version of older) {
		const [left] = await db
			.select({ one: sql`1` })
			.from(t.fingerprints)
			.where(eq(t.fingerprints.keyVersion, version))
			.limit(1);
		if (left) continue;
		keys.retireFingerprintKey(version);
		retired.push(version);
	}
	return retired;
}
