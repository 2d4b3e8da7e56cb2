import { randomBytes, randomInt } from 'node:crypto';
import { and, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Reader, Writer } from '#storage/storage.ts';
import { Refusal } from '../kernel/errors.ts';
import type { CodePurpose } from './model.ts';

/** Letters and digits that nobody takes for one another, on paper and over the phone. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const groups = { count: 4, length: 4 } as const;

/** For a link in a letter: 256 bits. */
export const linkCode = (): string => randomBytes(32).toString('base64url');

/** For paper: `k7wm-3xpd-…`, 79 bits, told apart from what a person may mistype. */
export const paperCode = (): string =>
	Array.from({ length: groups.count }, () =>
		Array.from({ length: groups.length }, () => alphabet[randomInt(alphabet.length)]).join('')
	).join('-');

/** As it was printed, however it was typed: case, spaces and dashes make no difference. */
const asPrinted = (typed: string): string =>
	typed
		.trim()
		.toLowerCase()
		.replace(/[\s–—-]/g, '');

/** How a code stands in the database. A paper code counts only together with what is printed beside it. */
export function codeDigest({ keys }: Reader, code: string, beside = ''): string {
	const plain = code.length > 30 ? code.trim() : asPrinted(code);
	return keys.mac('code', `${beside}\n${plain}`).toString('base64url');
}

interface IssuedCode {
	purpose: CodePurpose;
	code: string;
	/** The login on the same card. */
	beside?: string;
	accountId?: string | null;
	/** What it stands for; sealed. */
	payload?: Record<string, string>;
	lifetime: number;
}

/** Keeps a code until it is used or its time is over; older ones of the same purpose and account end. */
export async function issueCode(
	writer: Writer,
	{ purpose, code, beside, accountId = null, payload, lifetime }: IssuedCode
): Promise<void> {
	const { db, t, keys, now } = writer;
	const digest = codeDigest(writer, code, beside);
	if (accountId !== null) await endCodes(writer, accountId, purpose);
	await db.insert(t.oneTimeCodes).values({
		digest,
		purpose,
		accountId,
		payload: payload === undefined ? null : keys.seal(JSON.stringify(payload), digest),
		createdAt: now(),
		expiresAt: now() + lifetime
	});
}

/** What is still open for an account under some purpose opens nothing any more. */
export async function endCodes(
	{ db, t, now }: Writer,
	accountId: string,
	purpose: CodePurpose
): Promise<void> {
	await db
		.update(t.oneTimeCodes)
		.set({ usedAt: now(), payload: null })
		.where(
			and(
				eq(t.oneTimeCodes.accountId, accountId),
				eq(t.oneTimeCodes.purpose, purpose),
				isNull(t.oneTimeCodes.usedAt)
			)
		);
}

export interface TakenCode {
	accountId: string | null;
	payload: Record<string, string>;
}

/** What a code stands for, without using it up. Refuses `code_not_valid`: unknown, used or too old. */
export async function readCode(
	reader: Reader,
	{ purpose, code, beside }: { purpose: CodePurpose; code: string; beside?: string }
): Promise<TakenCode & { digest: string }> {
	const { db, t, keys, now } = reader;
	const digest = codeDigest(reader, code, beside);
	const [row] = await db
		.select()
		.from(t.oneTimeCodes)
		.where(
			and(
				eq(t.oneTimeCodes.digest, digest),
				eq(t.oneTimeCodes.purpose, purpose),
				isNull(t.oneTimeCodes.usedAt),
				gt(t.oneTimeCodes.expiresAt, now())
			)
		);
	if (!row) throw new Refusal('code_not_valid');
	const payload = (
		row.payload === null ? {} : JSON.parse(keys.open(row.payload, digest))
	) as Record<string, string>;
	return { accountId: row.accountId, payload, digest };
}

/** The same, once. Refuses `code_not_valid`. */
export async function takeCode(
	writer: Writer,
	wanted: { purpose: CodePurpose; code: string; beside?: string }
): Promise<TakenCode> {
	const { digest, ...taken } = await readCode(writer, wanted);
	const { db, t, now } = writer;
	const [used] = await db
		.update(t.oneTimeCodes)
		.set({ usedAt: now(), payload: null })
		.where(and(eq(t.oneTimeCodes.digest, digest), isNull(t.oneTimeCodes.usedAt)))
		.returning({ digest: t.oneTimeCodes.digest });
	if (!used) throw new Refusal('code_not_valid');
	return taken;
}

/** What codes stood for that are over: nobody can open it any more, and nobody keeps it. Answers how many. */
export async function emptyCodes({ db, t, now }: Writer): Promise<number> {
	const { payload, expiresAt } = t.oneTimeCodes;
	const emptied = await db
		.update(t.oneTimeCodes)
		.set({ payload: null })
		.where(and(isNotNull(payload), lte(expiresAt, now())))
		.returning({ one: sql<number>`1` });
	return emptied.length;
}

/** Forgets what is over since then; answers how many. */
export async function forgetCodes({ db, t }: Writer, before: number): Promise<number> {
	const gone = await db
		.delete(t.oneTimeCodes)
		.where(lte(t.oneTimeCodes.expiresAt, before))
		.returning({ one: sql<number>`1` });
	return gone.length;
}
