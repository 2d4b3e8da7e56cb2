import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Reader, Writer } from '#storage/storage.ts';
import { codeDigest, paperCode } from './codes.ts';

const period = 30;
/** A clock may be half a minute off (RFC 6238 5.2). */
const window = 1;
const recoveryCodes = 10;

/** 160 bits, in Base32 as apps take it. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, label = '') =>
	new TOTP({ issuer: 'Viche', label, secret: Secret.fromBase32(secret), period });

/** What the QR code of the enrolment says. */
export const enrolmentLink = (secret: string, login: string): string =>
	totpOf(secret, login).toString();

/** Whether an account has a second factor that was tried out. */
export async function hasSecondFactor({ db, t }: Reader, accountId: string): Promise<boolean> {
	const [row] = await db
		.select({ id: t.secondFactors.accountId })
		.from(t.secondFactors)
		.where(and(eq(t.secondFactors.accountId, accountId), isNotNull(t.secondFactors.confirmedAt)));
	return row !== undefined;
}

/** Keeps a new secret, to be confirmed by its first code; what was there is replaced. */
export async function keepSecret(
	{ db, t, keys }: Writer,
	accountId: string,
	secret: string,
	confirmedAt: number | null = null
): Promise<void> {
	const row = {
		secret: keys.seal(secret, `second factor of ${accountId}`),
		confirmedAt,
		lastStep: 0
	};
	await db
		.insert(t.secondFactors)
		.values({ accountId, ...row })
		.onConflictDoUpdate({ target: t.secondFactors.accountId, set: row });
}

/** The secret as it was kept; undefined when there is none. */
async function secretOf(
	{ db, t, keys }: Reader,
	accountId: string
): Promise<{ secret: string; confirmedAt: number | null; lastStep: number } | undefined> {
	const [row] = await db
		.select()
		.from(t.secondFactors)
		.where(eq(t.secondFactors.accountId, accountId));
	return row && { ...row, secret: keys.open(row.secret, `second factor of ${accountId}`) };
}

/**
 * Takes a code of the app, or one of the printed recovery codes, once. The first code of an app confirms it.
 * Answers whether it was right.
 */
export async function takeSecondFactor(
	writer: Writer,
	accountId: string,
	typed: string
): Promise<boolean> {
	const digits = typed.replace(/\s/g, '');
	return /^\d{6}$/.test(digits)
		? takeDigits(writer, accountId, digits)
		: takeRecoveryCode(writer, accountId, typed);
}

async function takeDigits(writer: Writer, accountId: string, token: string): Promise<boolean> {
	const { db, t, now } = writer;
	const kept = await secretOf(writer, accountId);
	if (!kept) return false;
	const timestamp = now();
	const delta = totpOf(kept.secret).validate({ token, timestamp, window });
	if (delta === null) return false;
	const step = Math.floor(timestamp / 1000 / period) + delta;
	if (step <= kept.lastStep) return false;
	await db
		.update(t.secondFactors)
		.set({ lastStep: step, confirmedAt: kept.confirmedAt ?? timestamp })
		.where(eq(t.secondFactors.accountId, accountId));
	return true;
}

async function takeRecoveryCode(writer: Writer, accountId: string, code: string): Promise<boolean> {
	const { db, t, now } = writer;
	const [used] = await db
		.update(t.recoveryCodes)
		.set({ usedAt: now() })
		.where(
			and(
				eq(t.recoveryCodes.digest, codeDigest(writer, code, accountId)),
				eq(t.recoveryCodes.accountId, accountId),
				isNull(t.recoveryCodes.usedAt)
			)
		)
		.returning({ digest: t.recoveryCodes.digest });
	return used !== undefined;
}

/** New codes to print, shown once; the older ones end. */
export async function newRecoveryCodes(writer: Writer, accountId: string): Promise<string[]> {
	const { db, t } = writer;
	const codes = Array.from({ length: recoveryCodes }, paperCode);
	await db.delete(t.recoveryCodes).where(eq(t.recoveryCodes.accountId, accountId));
	await db
		.insert(t.recoveryCodes)
		.values(codes.map((code) => ({ digest: codeDigest(writer, code, accountId), accountId })));
	return codes;
}

/** The digits that an app shows at that instant. */
export const digitsAt = (secret: string, timestamp: number): string =>
	totpOf(secret).generate({ timestamp });
