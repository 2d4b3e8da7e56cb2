import { eq, inArray } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { queueLetter } from '../../mail/commands.ts';
import { notify } from '../../notifications/commands.ts';

interface Decided {
	outcome: 'verified' | 'refused' | 'ended' | 'removed';
	reason: string;
}

/** Tells representatives what a centre decided: in their account, and by letter to those who have an e-mail address. */
export async function tellOfDecision(
	writer: Writer,
	{ id, name }: { id: string; name: Trilingual },
	accountIds: readonly string[],
	{ outcome, reason }: Decided
): Promise<void> {
	const { db, t } = writer;
	if (accountIds.length === 0) return;
	await notify(writer, accountIds, {
		kind: outcome === 'removed' ? 'representative_changed' : 'organisation_decided',
		objectId: id
	});
	const reachable = await db
		.select({ accountId: t.accounts.id, language: t.accounts.language, to: t.contacts.email })
		.from(t.contacts)
		.innerJoin(t.accounts, eq(t.accounts.id, t.contacts.accountId))
		.where(inArray(t.contacts.accountId, [...accountIds]));
	for (const { accountId, language, to } of reachable)
		await queueLetter(
			writer,
			outcome === 'removed'
				? {
						kind: 'role_ended',
						to,
						language,
						accountId,
						values: { role: 'representative', scope: name[language], reason }
					}
				: {
						kind: 'organisation_decided',
						to,
						language,
						accountId,
						values: { name: name[language], outcome, reason }
					}
		);
}
