import type { Reader } from '#storage/storage.ts';
import { eq } from 'drizzle-orm';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { langs, type Lang } from '../../kernel/text.ts';
import { postLimits, reasonLimits } from '../model.ts';
import { refuseConflictingRole } from '../queries/role-conflicts.ts';
import type { NewInvitation } from './invite.ts';

/** Whom to invite, as it comes from a form. */
export interface TypedInvitation {
	name: string;
	post: string;
	/** '' for a code on paper. */
	email: string;
	language: string;
}

export interface CheckedPerson {
	name: string;
	post: string;
	email: string | null;
	language: Lang;
}

/** Notes under `name`, `post`, `email` and `language` what is wrong. */
export function checkPerson(fields: Fields, typed: TypedInvitation): CheckedPerson {
	const email = fields.email('email', typed.email, { optional: true });
	return {
		name: fields.name('name', typed.name),
		post: fields.text('post', typed.post, { ...postLimits, optional: true }),
		email: email === '' ? null : email,
		language: fields.oneOf('language', typed.language, langs)
	};
}

export const checkReason = (fields: Fields, reason: string): string =>
	fields.text('reason', reason, { ...reasonLimits, multiline: true });

/** Only a reason. Refuses `invalid_input`. */
export function checkedReason(reason: string): string {
	const fields = createFields();
	const checked = checkReason(fields, reason);
	fields.refuseIfWrong();
	return checked;
}

/**
 * Conflicts that can be seen before anybody takes the invitation up: those of offices that whoever has this address
 * holds. What an account did as a resident is not told to whoever invites. Refuses `role_held`, `conflict_of_roles`.
 */
export async function refuseKnownConflict(
	reader: Reader,
	{ email, role, scopeId }: Pick<NewInvitation, 'email' | 'role' | 'scopeId'>
): Promise<void> {
	if (email === null || role === 'representative') return;
	const { db, t } = reader;
	const [known] = await db
		.select({ id: t.contacts.accountId })
		.from(t.contacts)
		.where(eq(t.contacts.email, email));
	if (known) await refuseConflictingRole(reader, known.id, { role, scopeId });
}
