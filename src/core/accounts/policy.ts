import { eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { AccountActor, Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { hasSecondFactor } from './second-factor.ts';

/** How long an entry of the second factor carries what changes the rights of others, or one's own keys. */
const recently = 5 * 60_000;

/**
 * Whether the session saw the second factor just now, as every change of roles and rules asks (ASVS 7.5.3). Where it
 * did not, `/account/second-factor?again=1&next=…` asks for it and comes back.
 */
export const recentSecondFactor = (actor: Actor, now: number): boolean =>
	actor.kind === 'account' &&
	actor.secondFactorAt !== null &&
	now - actor.secondFactorAt <= recently;

/** Whoever has a second factor shows it again before it is changed. Refuses `second_factor_needed`. */
export async function requireRecent(reader: Reader, actor: AccountActor): Promise<void> {
	if (recentSecondFactor(actor, reader.now())) return;
	if (await hasSecondFactor(reader, actor.id)) throw new Refusal('second_factor_needed');
}

/** So long a session that began by a letter or a passkey stands for a password that was never set. */
const fresh = 60 * 60_000;

/**
 * For what a password is asked for where there is one. An account without one shows whose it is only when its session
 * begins; a device that was left open an hour ago must not give it away. Refuses `sign_in_again`.
 */
export async function requireFresh(
	reader: Pick<Reader, 'db' | 't' | 'now'>,
	actor: AccountActor
): Promise<void> {
	// Without a session there is no device that could have been left open.
	if (actor.sessionId === null || recentSecondFactor(actor, reader.now())) return;
	const { db, t, now } = reader;
	const [session] = await db
		.select({ startedAt: t.sessions.startedAt })
		.from(t.sessions)
		.where(eq(t.sessions.id, actor.sessionId));
	if (!session || now() - session.startedAt > fresh) throw new Refusal('sign_in_again');
}
