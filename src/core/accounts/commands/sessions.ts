import { and, eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { signedIn } from '../commands.ts';
import { endSessions } from '../sessions.ts';

/** Ends one of one's own sessions. Refuses `not_found`. */
export async function endSession(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<void> {
	const { id: accountId } = signedIn(actor);
	await store.write(actor, async ({ db, t, emit }) => {
		const [ended] = await db
			.delete(t.sessions)
			.where(and(eq(t.sessions.id, id), eq(t.sessions.accountId, accountId)))
			.returning({ id: t.sessions.id });
		if (!ended) throw new Refusal('not_found');
		emit({
			type: 'session.ended',
			topic: null,
			kind: 'account',
			id: accountId,
			version: 1,
			about: accountId
		});
	});
}

/** Signs out everywhere, here too. */
export async function endAllSessions(store: Store, actor: Actor): Promise<{ ended: number }> {
	const { id } = signedIn(actor);
	return store.write(actor, async (writer) => ({ ended: await endSessions(writer, id) }));
}
