import { createHash } from 'node:crypto';
import { eq, lte, sql } from 'drizzle-orm';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter } from 'lucia';
import { query, type Storage } from '#storage/storage.ts';
import type { AccountActor, Actor, ScopedRole } from '../kernel/actor.ts';
import { isRefusal } from '../kernel/errors.ts';
import { createSessionMemory } from './session-memory.ts';

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseUserAttributes: AccountActor;
	}
}

const keeper: Actor = { kind: 'system', job: 'sessions' };

/** The only file that knows Lucia. Cookies hold the session's id, the database only its hash. */
export function createSessions(store: Storage, { secure }: { secure: boolean }) {
	const lucia = createLucia(store, secure);

	return {
		cookieName: lucia.sessionCookieName,

		/** Whom a session cookie stands for; a visitor when it stands for nobody any more. */
		async actorOf(cookie: string | undefined): Promise<Actor> {
			if (!cookie) return { kind: 'visitor' };
			const { user } = await lucia.validateSession(cookie);
			return user ? user.actor : { kind: 'visitor' };
		},
		/** A new session; its cookie as `name`, `value` and attributes. */
		async start(accountId: string) {
			const session = await lucia.createSession(
				accountId,
				{},
				// 256 bits; Lucia's own ids have 200.
				{ sessionId: generateIdFromEntropySize(32) }
			);
			return lucia.createSessionCookie(session.id);
		},
		/** Ends one session; answers the cookie that takes the old one away. */
		async end(cookie: string | undefined) {
			if (cookie) await lucia.invalidateSession(cookie);
			return lucia.createBlankSessionCookie();
		},
		removeExpired: () => lucia.deleteExpiredSessions()
	};
}

function createLucia(store: Storage, secure: boolean) {
	return new Lucia(sessionStorage(store), {
		sessionExpiresIn: new TimeSpan(30, 'd'),
		sessionCookie: {
			name: secure ? '__Host-viche_session' : 'viche_session',
			attributes: { secure, sameSite: 'lax', path: '/' }
		},
		getUserAttributes: (actor) => ({ actor })
	});
}

const hash = (id: string) => createHash('sha256').update(id).digest('base64url');

function sessionStorage(store: Storage): Adapter {
	const memory = createSessionMemory<Open>(store);
	return {
		async getSessionAndUser(id) {
			const open = await memory.read(id, () => openSession(store, hash(id)));
			if (!open) return [null, null];
			const { actor, expiresAt } = open;
			return [
				{ id, userId: actor.id, expiresAt: new Date(expiresAt), attributes: {} },
				{ id: actor.id, attributes: actor }
			];
		},
		async getUserSessions(accountId) {
			const { db, t } = store;
			const rows = await db.select().from(t.sessions).where(eq(t.sessions.accountId, accountId));
			return rows.map(({ id, expiresAt }) => ({
				id,
				userId: accountId,
				expiresAt: new Date(expiresAt),
				attributes: {}
			}));
		},
		async setSession({ id, userId, expiresAt }) {
			await store.write(keeper, async ({ db, t, emit }) => {
				await db
					.insert(t.sessions)
					.values({ id: hash(id), accountId: userId, expiresAt: expiresAt.getTime() });
				emit({ type: 'session.started', topic: null, kind: 'account', id: userId, version: 1 });
			});
		},
		async updateSessionExpiration(id, expiresAt) {
			const prolonged = store.write(keeper, ({ db, t }) =>
				db
					.update(t.sessions)
					.set({ expiresAt: expiresAt.getTime() })
					.where(eq(t.sessions.id, hash(id)))
			);
			// On a full disk whoever only reads goes on; the next request tries again.
			await prolonged.catch((error: unknown) => {
				if (!isRefusal(error)) throw error;
			});
		},
		async deleteSession(id) {
			await store.write(keeper, async ({ db, t, emit }) => {
				const [ended] = await db
					.delete(t.sessions)
					.where(eq(t.sessions.id, hash(id)))
					.returning({ accountId: t.sessions.accountId });
				if (ended)
					emit({
						type: 'session.ended',
						topic: null,
						kind: 'account',
						id: ended.accountId,
						version: 1
					});
			});
		},
		async deleteUserSessions(accountId) {
			await store.write(keeper, ({ db, t }) =>
				db.delete(t.sessions).where(eq(t.sessions.accountId, accountId))
			);
		},
		async deleteExpiredSessions() {
			await store.write(keeper, ({ db, t, now }) =>
				db.delete(t.sessions).where(lte(t.sessions.expiresAt, now()))
			);
		}
	};
}

interface Open {
	actor: AccountActor;
	expiresAt: number;
}

async function openSession(store: Storage, id: string): Promise<Open | undefined> {
	const rows = await store.run(sessionQuery, { id });
	const [first] = rows;
	if (!first) return undefined;
	const roles = new Map<string, ScopedRole>();
	for (const { role } of rows) if (role) roles.set(`${role.role} ${role.scopeId}`, role);
	const actor: AccountActor = {
		kind: 'account',
		...first.account,
		areaPath: first.areaPath,
		roles: [...roles.values()],
		organisationIds: [...new Set(rows.flatMap((row) => row.organisationId ?? []))]
	};
	return { actor, expiresAt: first.expiresAt };
}

/** One row for each pair of role and organisation of the account. */
const sessionQuery = query<{ id: string }>()('session', (db, t) =>
	db
		.select({
			expiresAt: t.sessions.expiresAt,
			account: {
				id: t.accounts.id,
				name: t.accounts.name,
				areaId: t.accounts.areaId,
				language: t.accounts.language,
				personId: t.accounts.personId
			},
			areaPath: t.areas.path,
			role: { role: t.roles.role, scope: t.roles.scope, scopeId: t.roles.scopeId },
			organisationId: t.representatives.organisationId
		})
		.from(t.sessions)
		.innerJoin(t.accounts, eq(t.accounts.id, t.sessions.accountId))
		.innerJoin(t.areas, eq(t.areas.id, t.accounts.areaId))
		.leftJoin(t.roles, eq(t.roles.accountId, t.accounts.id))
		.leftJoin(t.representatives, eq(t.representatives.accountId, t.accounts.id))
		.where(eq(t.sessions.id, sql.placeholder('id')))
);
