import { and, eq, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import { codeDigest } from '../../accounts/codes.ts';
import { createAccount } from '../../accounts/commands/create.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { addRepresentative } from '../../organisations/commands/representatives.ts';
import { once } from '../../register/commands.ts';
import { newCredentials } from './credentials.ts';
import { grantRole } from './roles.ts';
import { refuseConflictingRole, refuseParticipant } from '../queries/role-conflicts.ts';
import { guarded, openInvitation, placeFor, type OpenInvitation } from '../queries/invitations.ts';

export interface Accept {
	code: string;
	/** Where the request came from, for the limit on guessing codes. */
	address: string;
}

/**
 * Takes up an invitation with the account that is signed in, once, however often that account sends it. Its sessions
 * end: the next sign-in asks for the second factor. Refuses `code_not_valid`, `role_held`, `conflict_of_roles`,
 * `too_many_attempts`.
 */
export async function acceptInvitation(
	store: Store,
	actor: Actor,
	attempts: Attempts<'address'>,
	{ code, address }: Accept
): Promise<{ accountId: string }> {
	const account = signedIn(actor);
	return guarded(store, attempts, address, () =>
		store.write(account, async (writer) => {
			const attempt = {
				key: codeDigest(writer, code),
				action: 'invitation.accept',
				body: null
			} as const;
			return once(writer, account, attempt, async () => {
				const invitation = await openInvitation(writer, code);
				await takeUp(writer, invitation, account.id);
				return { accountId: account.id };
			});
		})
	);
}

export interface AcceptAnew extends Accept {
	login: string;
	password: string;
	language: Lang;
}

/**
 * Takes up an invitation with an account made for it, under the name that stands in it. Refuses besides
 * `invalid_input` (login, password) and `login_taken`.
 */
export async function acceptWithNewAccount(
	store: Store,
	_: Actor,
	attempts: Attempts<'address'>,
	{ code, address, language, ...typed }: AcceptAnew
): Promise<{ accountId: string }> {
	return guarded(store, attempts, address, async () => {
		const { name } = await openInvitation(store, code);
		const credentials = await newCredentials(store, createFields(), { ...typed, name });
		return store.write({ kind: 'system', job: 'invitation' }, async (writer) => {
			const invitation = await openInvitation(writer, code);
			const { id } = await createAccount(writer, {
				...credentials,
				name: invitation.name,
				areaId: await placeFor(writer, invitation),
				language
			});
			await takeUp(writer, invitation, id);
			return { accountId: id };
		});
	});
}

/** Once, by one account; what follows from it depends on where the role holds. */
async function takeUp(
	writer: Writer,
	invitation: OpenInvitation,
	accountId: string
): Promise<void> {
	const { db, t, now, emit } = writer;
	const { id, role, scope, scopeId, invitedBy } = invitation;
	const [taken] = await db
		.update(t.invitations)
		.set({ digest: null, acceptedBy: accountId, acceptedAt: now() })
		.where(and(eq(t.invitations.id, id), isNull(t.invitations.acceptedAt)))
		.returning({ id: t.invitations.id });
	if (!taken) throw new Refusal('code_not_valid');
	emit({
		type: 'invitation.accepted',
		topic: null,
		kind: 'invitation',
		id,
		version: 1,
		about: accountId,
		details: { role, scope: scopeId }
	});
	if (role === 'representative' || scope === 'organisation')
		return addRepresentative(writer, {
			organisationId: scopeId,
			accountId,
			post: invitation.post,
			invitedBy
		});
	await refuseParticipant(writer, accountId);
	await refuseConflictingRole(writer, accountId, { role, scopeId });
	await grantRole(writer, accountId, { role, scope, scopeId }, invitedBy);
}
