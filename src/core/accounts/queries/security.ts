import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { signedIn } from '../commands.ts';
import { contactOf } from '../email.ts';
import { recentSecondFactor } from '../policy.ts';
import { hasSecondFactor } from '../second-factor.ts';
import { isSessionOver } from '../sessions.ts';

export interface OwnSession {
	/** A digest: it opens nothing. */
	id: string;
	/** "Firefox, Android"; '' when it is not known. */
	device: string;
	startedAt: number;
	seenAt: number;
	/** The one in which this is asked. */
	current: boolean;
}

export interface OwnPasskey {
	id: string;
	name: string;
	createdAt: number;
	usedAt: number | null;
}

export interface Security {
	login: string;
	email: string | null;
	/** An address that waits until the letters about it are followed. */
	emailChange: boolean;
	/** Whoever never set one came in by a passkey only, or not at all. */
	hasPassword: boolean;
	secondFactor: { recoveryCodes: number } | null;
	/** Staff go on with a second factor only. */
	isStaff: boolean;
	/** There is no second factor, or it was entered just now. */
	mayChangeKeys: boolean;
	passkeys: OwnPasskey[];
	sessions: OwnSession[];
}

/** How one's own account is kept safe. Refuses `not_signed_in`. */
export function security(store: Store, actor: Actor): Promise<Security> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const { login, email, passwordHash } = await contactOf(reader, account.id);
		const passkeys = await db
			.select({
				id: t.passkeys.id,
				name: t.passkeys.name,
				createdAt: t.passkeys.createdAt,
				usedAt: t.passkeys.usedAt
			})
			.from(t.passkeys)
			.where(eq(t.passkeys.accountId, account.id))
			.orderBy(asc(t.passkeys.createdAt), asc(t.passkeys.id));
		const hasOne = await hasSecondFactor(reader, account.id);
		return {
			login,
			email,
			emailChange: await emailWaits(reader, account.id),
			hasPassword: passwordHash !== null,
			secondFactor: hasOne ? { recoveryCodes: await recoveryCodesLeft(reader, account.id) } : null,
			isStaff: account.roles.length > 0,
			mayChangeKeys: !hasOne || recentSecondFactor(account, reader.now()),
			passkeys,
			sessions: await sessionsOf(reader, actor)
		};
	});
}

/** Where one is signed in, the latest first. Refuses `not_signed_in`. */
export const ownSessions = (store: Store, actor: Actor): Promise<OwnSession[]> =>
	store.read((reader) => sessionsOf(reader, actor));

async function sessionsOf({ db, t, now }: Reader, actor: Actor): Promise<OwnSession[]> {
	const { id, sessionId, roles } = signedIn(actor);
	const rows = await db
		.select()
		.from(t.sessions)
		.where(and(eq(t.sessions.accountId, id), gt(t.sessions.expiresAt, now())))
		.orderBy(desc(t.sessions.seenAt), asc(t.sessions.id));
	return rows
		.filter((row) => !isSessionOver({ actor: { roles }, ...row }, now()))
		.map(({ id, device, startedAt, seenAt }) => ({
			id,
			device,
			startedAt,
			seenAt,
			current: id === sessionId
		}));
}

function recoveryCodesLeft({ db, t }: Reader, accountId: string): Promise<number> {
	return db.$count(
		t.recoveryCodes,
		and(eq(t.recoveryCodes.accountId, accountId), isNull(t.recoveryCodes.usedAt))
	);
}

async function emailWaits({ db, t, now }: Reader, accountId: string): Promise<boolean> {
	const { purpose, usedAt, expiresAt } = t.oneTimeCodes;
	const rows = await db
		.select({ purpose })
		.from(t.oneTimeCodes)
		.where(and(eq(t.oneTimeCodes.accountId, accountId), isNull(usedAt), gt(expiresAt, now())));
	return rows.some((row) => row.purpose === 'email_old' || row.purpose === 'email_new');
}
