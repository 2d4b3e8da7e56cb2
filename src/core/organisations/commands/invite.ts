import { and, eq, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { createInvitation } from '../../administration/commands/invite.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { require } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { invitationWays, postLimits } from '../model.ts';

export interface RepresentativeInvitation {
	organisationId: string;
	name: string;
	post: string;
	/** `code` to be printed, or `email`. */
	way: string;
	/** For the latter. */
	email?: string | undefined;
	language: Lang;
	key?: string | undefined;
}

/**
 * Invites a further representative. The code is told once: a retry, for which nothing keeps it, has null. Refuses
 * `not_allowed`, `organisation_not_verified`, `invalid_input` (name, post, way, email).
 */
export async function inviteRepresentative(
	store: Store,
	actor: Actor,
	{ key, ...input }: RepresentativeInvitation
): Promise<{ id: string; code: string | null }> {
	const account = signedIn(actor);
	let code: string | null = null;
	const { id } = await store.write(account, (writer) =>
		once(writer, account, { key, action: 'organisation.manage', body: input }, async () => {
			const { organisationId } = input;
			require('organisation.manage', account, { organisationId });
			await verified(writer, organisationId);
			const fields = createFields();
			const name = fields.name('name', input.name);
			const post = fields.text('post', input.post, postLimits);
			const way = fields.oneOf('way', input.way, invitationWays);
			const email = way === 'email' ? fields.email('email', input.email ?? '') : null;
			fields.refuseIfWrong();
			const made = await createInvitation(writer, {
				role: 'representative',
				scope: 'organisation',
				scopeId: organisationId,
				name,
				post,
				email,
				language: input.language,
				invitedBy: account.id
			});
			if (email === null) code = made.code;
			return { id: made.id };
		})
	);
	return { id, code };
}

/** Takes an invitation back that nobody has taken up. Refuses `not_found`. */
export async function withdrawInvitation(
	store: Store,
	actor: Actor,
	{ key, ...input }: { organisationId: string; id: string; key?: string | undefined }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'organisation.manage', body: input }, async () => {
			const { organisationId, id } = input;
			require('organisation.manage', account, { organisationId });
			const { db, t, now, emit } = writer;
			const [withdrawn] = await db
				.update(t.invitations)
				.set({ withdrawnAt: now(), digest: null })
				.where(
					and(
						eq(t.invitations.id, id),
						eq(t.invitations.scope, 'organisation'),
						eq(t.invitations.scopeId, organisationId),
						isNull(t.invitations.acceptedAt),
						isNull(t.invitations.withdrawnAt)
					)
				)
				.returning({ id: t.invitations.id });
			if (!withdrawn) throw new Refusal('not_found');
			emit({ type: 'invitation.withdrawn', topic: null, kind: 'invitation', id, version: 1 });
			return null;
		})
	);
}

/** Refuses `organisation_not_verified`: the actor's rights are those of the request's beginning. */
async function verified({ db, t }: Writer, organisationId: string): Promise<void> {
	const [row] = await db
		.select({ status: t.organisations.status })
		.from(t.organisations)
		.where(eq(t.organisations.id, organisationId));
	if (row?.status !== 'verified') throw new Refusal('organisation_not_verified');
}
