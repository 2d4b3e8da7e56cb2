import { createHash } from 'node:crypto';
import { and, eq, lte, ne } from 'drizzle-orm';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Storage, Writer } from '#storage/storage.ts';
import type { AccountActor, Actor } from '../kernel/actor.ts';
import { isRefusal } from '../kernel/errors.ts';
import { createRecent } from '../kernel/recent.ts';
import { deviceOf } from './device.ts';
import { openSession, type Open } from './open-session.ts';
import { createSessionMemory } from './session-memory.ts';

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseUserAttributes: Open;
		DatabaseSessionAttributes: Beginning;
	}
}

interface Beginning {
	/** Of the browser; its owner is shown which it was. */
	userAgent?: string | undefined;
	/** When the second factor was entered; null: not at all. */
	secondFactorAt?: number | null;
	/** Of a session that goes on under another id: twelve hours are twelve hours. */
	startedAt?: number | undefined;
}

const minute = 60_000;
const hour = 60 * minute;
/** Of whoever holds an office (requirements §3); residents stay signed in for thirty days after their last visit. */
const staffLimits = { idle: 30 * minute, whole: 12 * hour } as const;
/** How exactly the last use is known: every write costs a commit. */
const seenEvery = { staff: minute, resident: hour } as const;

const rememberedOwners = 10_000;

const keeper: Actor = { kind: 'system', job: 'sessions' };

/** The only file that knows Lucia. Cookies hold the session's id, the database only its hash. */
export function createSessions(store: Storage, { secure }: { secure: boolean }) {
	const lucia = createLucia(store, secure);
	/** Accounts by the cookies of their sessions. */
	const owners = createRecent<string>(rememberedOwners);

	async function end(cookie: string | undefined) {
		if (cookie) await lucia.invalidateSession(cookie);
		return lucia.createBlankSessionCookie();
	}

	async function start(accountId: string, beginning: Beginning = {}) {
		// 256 bits; Lucia's own ids have 200.
		const sessionId = generateIdFromEntropySize(32);
		const session = await lucia.createSession(accountId, beginning, { sessionId });
		owners.keep(session.id, accountId);
		return lucia.createSessionCookie(session.id);
	}

	return {
		cookieName: lucia.sessionCookieName,

		/**
		 * Whom a session cookie stands for; a visitor when it stands for nobody any more. Looking whether it still
		 * does is no use of it, or an open page would keep an office open for ever.
		 */
		async actorOf(
			cookie: string | undefined,
			{ isUse = true }: { isUse?: boolean } = {}
		): Promise<Actor> {
			if (!cookie) return { kind: 'visitor' };
			const { user } = await lucia.validateSession(cookie);
			if (!user) {
				owners.forget(cookie);
				return { kind: 'visitor' };
			}
			const { open } = user;
			owners.keep(cookie, open.actor.id);
			const now = store.now();
			if (isSessionOver(open, now)) {
				await unlessFull(end(cookie));
				return { kind: 'visitor' };
			}
			if (isUse) await seen(store, open, now);
			const { actor, personUntil } = open;
			// Two years after the centre saw the person it counts as declared again (requirements §5.2).
			if (actor.personId === null || now < personUntil) return actor;
			return { ...actor, personId: null, formerPersonId: actor.personId };
		},
		/**
		 * The account whose session it was when it was last looked at, at no cost; undefined where that was never.
		 * Says who has to answer for a request, and nothing of what they may.
		 */
		ownerOf: (cookie: string) => owners.get(cookie),
		/** A new session; its cookie as `name`, `value` and attributes. */
		start,
		/** Ends one session; answers the cookie that takes the old one away. */
		end,
		/** The same account goes on under another id, as after everything that gives more rights (ASVS 7.2.4). */
		async renew(cookie: string, accountId: string, beginning: Beginning) {
			const { db, t } = store;
			const [before] = await db
				.select({ startedAt: t.sessions.startedAt })
				.from(t.sessions)
				.where(eq(t.sessions.id, hash(cookie)));
			const renewed = await start(accountId, { ...beginning, startedAt: before?.startedAt });
			await lucia.invalidateSession(cookie);
			return renewed;
		}
	};
}

/**
 * Ends the sessions of an account, but for one that may go on, within the transaction that changes its rights:
 * what is open to it closes with the commit (RELIABILITY P18). Answers how many.
 */
export async function endSessions(
	{ db, t, emit }: Writer,
	accountId: string,
	{ except }: { except?: string | null } = {}
): Promise<number> {
	const ended = await db
		.delete(t.sessions)
		.where(and(eq(t.sessions.accountId, accountId), except ? ne(t.sessions.id, except) : undefined))
		.returning({ id: t.sessions.id });
	if (ended.length > 0)
		emit({
			type: 'session.ended',
			topic: null,
			kind: 'account',
			id: accountId,
			version: 1,
			about: accountId,
			details: { sessions: ended.length }
		});
	return ended.length;
}

/** Whether an office's session was left alone too long, or has lasted too long. */
export function isSessionOver(
	{
		actor,
		startedAt,
		seenAt
	}: { actor: Pick<AccountActor, 'roles'>; startedAt: number; seenAt: number },
	now: number
): boolean {
	if (actor.roles.length === 0) return false;
	return now - seenAt >= staffLimits.idle || now - startedAt >= staffLimits.whole;
}

/** Keeps the last use, now and then; whoever only reads goes on also when the disk is full. */
async function seen(store: Storage, open: Open, now: number): Promise<void> {
	const every = open.actor.roles.length > 0 ? seenEvery.staff : seenEvery.resident;
	if (now - open.seenAt < every) return;
	open.seenAt = now;
	await unlessFull(
		store.write(
			keeper,
			({ db, t }) =>
				db.update(t.sessions).set({ seenAt: now }).where(eq(t.sessions.id, open.actor.sessionId!)),
			{ quiet: true }
		)
	);
}

async function unlessFull(work: Promise<unknown>): Promise<void> {
	await work.catch((error: unknown) => {
		if (!isRefusal(error)) throw error;
	});
}

function createLucia(store: Storage, secure: boolean) {
	return new Lucia(sessionStorage(store), {
		sessionExpiresIn: new TimeSpan(30, 'd'),
		sessionCookie: {
			name: secure ? '__Host-viche_session' : 'viche_session',
			attributes: { secure, sameSite: 'lax', path: '/' }
		},
		getUserAttributes: (open) => ({ open })
	});
}

const hash = (id: string) => createHash('sha256').update(id).digest('base64url');

function sessionStorage(store: Storage): Adapter {
	const memory = createSessionMemory<Open>(store);
	// Lucia asks the machine's clock; all that is kept, and what removes it, goes by the storage's.
	const instantOf = (date: Date) => date.getTime() - Date.now() + store.now();
	const dateOf = (instant: number) => new Date(instant - store.now() + Date.now());
	return {
		async getSessionAndUser(id) {
			const open = await memory.read(id, () => openSession(store, hash(id)));
			if (!open) return [null, null];
			const { actor, expiresAt } = open;
			return [
				{ id, userId: actor.id, expiresAt: dateOf(expiresAt), attributes: {} },
				{ id: actor.id, attributes: open }
			];
		},
		async getUserSessions(accountId) {
			const { db, t } = store;
			const rows = await db.select().from(t.sessions).where(eq(t.sessions.accountId, accountId));
			return rows.map(({ id, expiresAt }) => ({
				id,
				userId: accountId,
				expiresAt: dateOf(expiresAt),
				attributes: {}
			}));
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			const { userAgent, secondFactorAt = null, startedAt } = attributes;
			await store.write(keeper, async ({ db, t, now, emit }) => {
				await db.insert(t.sessions).values({
					id: hash(id),
					accountId: userId,
					expiresAt: instantOf(expiresAt),
					startedAt: startedAt ?? now(),
					seenAt: now(),
					device: deviceOf(userAgent),
					secondFactorAt
				});
				emit({
					type: 'session.started',
					topic: null,
					kind: 'account',
					id: userId,
					version: 1,
					about: userId
				});
			});
		},
		async updateSessionExpiration(id, date) {
			const expiresAt = instantOf(date);
			// On a full disk whoever only reads goes on; the next request tries again.
			await unlessFull(
				store
					.write(
						keeper,
						({ db, t }) =>
							db
								.update(t.sessions)
								.set({ expiresAt })
								.where(eq(t.sessions.id, hash(id))),
						{ quiet: true }
					)
					.then(() => memory.amend(id, { expiresAt }))
			);
		},
		async deleteSession(id) {
			await store.write(keeper, async ({ db, t, emit }) => {
				const [ended] = await db
					.delete(t.sessions)
					.where(eq(t.sessions.id, hash(id)))
					.returning({ accountId: t.sessions.accountId });
				if (!ended) return;
				const { accountId } = ended;
				emit({
					type: 'session.ended',
					topic: null,
					kind: 'account',
					id: accountId,
					version: 1,
					about: accountId
				});
			});
		},
		async deleteUserSessions(accountId) {
			await store.write(keeper, (writer) => endSessions(writer, accountId));
		},
		async deleteExpiredSessions() {
			await store.write(keeper, ({ db, t, now }) =>
				db.delete(t.sessions).where(lte(t.sessions.expiresAt, now()))
			);
		}
	};
}
