import { and, eq, gt, isNotNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { codeDigest, paperCode } from '../../accounts/codes.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { AccountActor, Actor, ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { standingFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { refuseUnlessRecent } from '../policy.ts';

interface Managed {
	id: string;
	key?: string | undefined;
}

/** An invitation that waits opens nothing any more. Refuses `not_found`, `second_factor_needed`. */
export async function withdrawInvitation(
	store: Store,
	actor: Actor,
	{ id, key }: Managed
): Promise<{ id: string }> {
	const account = signedIn(actor);
	refuseUnlessRecent(account, store.now());
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'staff.assign', body: { withdraw: id } }, async () => {
			const as = await reachOf(writer, account, id);
			const { db, t, now, emit } = writer;
			await db
				.update(t.invitations)
				.set({ digest: null, withdrawnAt: now() })
				.where(eq(t.invitations.id, id));
			emit({
				type: 'invitation.withdrawn',
				topic: null,
				kind: 'invitation',
				id,
				version: 1,
				as
			});
			return { id };
		})
	);
}

/**
 * Another code on paper for an invitation that waits, to be printed now; the one before, in a letter or on paper,
 * ends. Refuses `not_found`, `second_factor_needed`.
 */
export async function printInvitation(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<{ id: string; code: string; name: string; expiresAt: number }> {
	const account = signedIn(actor);
	refuseUnlessRecent(account, store.now());
	return store.write(account, async (writer) => {
		const as = await reachOf(writer, account, id);
		const { db, t, emit } = writer;
		const code = paperCode();
		const [row] = await db
			.update(t.invitations)
			.set({ digest: codeDigest(writer, code), email: null })
			.where(eq(t.invitations.id, id))
			.returning();
		emit({
			type: 'invitation.made',
			topic: null,
			kind: 'invitation',
			id,
			version: 1,
			as,
			details: { again: 1 }
		});
		return { id, code, name: row!.name, expiresAt: row!.expiresAt };
	});
}

/** As what the actor has this invitation in hand; for everybody else there is none. Refuses `not_found`. */
async function reachOf(
	{ db, t, now }: Writer,
	account: AccountActor,
	id: string
): Promise<ScopedRole | null> {
	const one = t.invitations;
	const [row] = await db
		.select()
		.from(one)
		.where(and(eq(one.id, id), isNotNull(one.digest), gt(one.expiresAt, now())));
	if (!row || row.role === 'representative') throw new Refusal('not_found');
	const standing =
		standingFor('proposal.make', account) ??
		(row.role === 'consultant'
			? standingFor('staff.assign', account, { centreId: row.scopeId })
			: null);
	if (!standing) throw new Refusal('not_found');
	return standing.role;
}
