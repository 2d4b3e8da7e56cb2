import { eq } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { codeDigest, linkCode, paperCode } from '../../accounts/codes.ts';
import type { ScopedRole } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Lang } from '../../kernel/text.ts';
import { queueLetter } from '../../mail/commands.ts';
import { waitingDays, type InvitedRole, type InvitedScope } from '../model.ts';
import { namedScope } from '../queries/scopes.ts';

const day = 86_400_000;

export interface NewInvitation {
	role: InvitedRole;
	scope: InvitedScope;
	/** '' for the network. */
	scopeId: string;
	/** Of the person invited, and their post where it matters; made clean by whoever calls. */
	name: string;
	post: string;
	/** Null: the code is printed. */
	email: string | null;
	language: Lang;
	/** The account of whoever invites. */
	invitedBy: string;
}

/**
 * Invites somebody to a role, by a letter with a link or by a code to print; it waits for fourteen days and is taken
 * up once. The code is told here and nowhere else. Whether the actor may is for the caller to check.
 */
export async function createInvitation(
	writer: Writer,
	invitation: NewInvitation,
	as?: ScopedRole | null
): Promise<{ id: string; code: string }> {
	const kept = await keepInvitation(writer, invitation);
	writer.emit({
		type: 'invitation.made',
		topic: null,
		kind: 'invitation',
		id: kept.id,
		version: 1,
		...(as && { as }),
		details: { role: invitation.role, scope: invitation.scopeId }
	});
	return kept;
}

/** The same within another act, which leaves the entry in the log. */
export async function keepInvitation(
	writer: Writer,
	invitation: NewInvitation
): Promise<{ id: string; code: string }> {
	const { db, t, now } = writer;
	const id = newId(now());
	const code = codeFor(invitation);
	await db.insert(t.invitations).values({
		id,
		...invitation,
		digest: codeDigest(writer, code),
		at: now(),
		expiresAt: now() + waitingDays * day
	});
	await sendCode(writer, invitation, code);
	return { id, code };
}

const codeFor = ({ email }: { email: string | null }) =>
	email === null ? paperCode() : linkCode();

async function sendCode(writer: Writer, invitation: NewInvitation, code: string): Promise<void> {
	const { role, scope, scopeId, email, language, invitedBy } = invitation;
	if (email === null) return;
	const { db, t } = writer;
	const [inviter] = await db
		.select({ name: t.accounts.name })
		.from(t.accounts)
		.where(eq(t.accounts.id, invitedBy));
	const named = await namedScope(writer, scope, scopeId);
	await queueLetter(writer, {
		kind: 'invitation',
		to: email,
		language,
		accountId: null,
		values: {
			link: `${language === 'uk' ? '' : `/${language}`}/invitation/${code}`,
			role,
			scope: named?.name[language] ?? '',
			inviter: inviter?.name ?? ''
		}
	});
}
