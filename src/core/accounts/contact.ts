import { eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { createFields } from '../kernel/fields.ts';
import { subjectById } from '../moderation/queries/subject.ts';
import { refusalOf, standingFor } from '../permissions/policy.ts';
import { contactReasonLimits } from '../register/model.ts';
import { signedIn } from './commands.ts';

/**
 * The e-mail address of whoever wrote a contribution or a reply, for the coordinator of the host centre, who says
 * why; null where there is none. It leaves an entry that the author reads. There is no key for a retry: what was
 * shown must not be kept, and who looks twice has looked twice. Refuses `not_found`, `withdrawn`, `not_allowed`,
 * `invalid_input`.
 */
export function readContact(
	store: Store,
	actor: Actor,
	{ id, reason }: { id: string; reason: string }
): Promise<{ email: string | null }> {
	const account = signedIn(actor);
	return store.write(account, async (writer) => {
		const { db, t, emit } = writer;
		const { accountId, hostCentreId } = await subjectById(writer, id);
		const standing = standingFor('contact.read', account, { centreId: hostCentreId });
		if (!standing) throw refusalOf('contact.read', account);
		// Known from paper or voice only.
		if (accountId === null) throw new Refusal('not_found');
		const fields = createFields();
		const why = fields.text('reason', reason, { ...contactReasonLimits, multiline: true });
		fields.refuseIfWrong();
		const [contact] = await db
			.select({ email: t.contacts.email })
			.from(t.contacts)
			.where(eq(t.contacts.accountId, accountId));
		emit({
			type: 'contact.read',
			topic: null,
			kind: 'account',
			id: accountId,
			version: 1,
			as: standing.role,
			about: accountId,
			reason: why
		});
		return { email: contact?.email ?? null };
	});
}
