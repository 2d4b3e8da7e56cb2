import { and, eq, inArray } from 'drizzle-orm';
import type { Reader, Writer } from '#storage/storage.ts';
import { centreZone } from '../centres/hours.ts';
import type { Lang } from '../kernel/text.ts';
import { dayOf } from '../kernel/time.ts';
import { queueLetter } from '../mail/commands.ts';
import type { LetterKind } from '../mail/model.ts';

/** A path of the site in the receiver's language. */
export const pathIn = (lang: Lang, path: string) => (lang === 'uk' ? path : `/${lang}${path}`);

export const centreDay = (instant: number) => dayOf(instant, centreZone);

/** A letter to each of the accounts that gave an address, in its own language. */
export async function writeTo(
	writer: Writer,
	accountIds: readonly string[],
	kind: LetterKind,
	values: (lang: Lang) => Record<string, string>
): Promise<void> {
	const { db, t } = writer;
	if (accountIds.length === 0) return;
	const receivers = await db
		.select({ accountId: t.accounts.id, to: t.contacts.email, language: t.accounts.language })
		.from(t.contacts)
		.innerJoin(t.accounts, eq(t.accounts.id, t.contacts.accountId))
		.where(inArray(t.accounts.id, [...accountIds]));
	for (const { accountId, to, language } of receivers)
		await queueLetter(writer, { kind, accountId, to, language, values: values(language) });
}

/** The coordinators of a centre. */
export async function coordinatorsOf({ db, t }: Reader, centreId: string): Promise<string[]> {
	const rows = await db
		.select({ id: t.roles.accountId })
		.from(t.roles)
		.where(and(eq(t.roles.scopeId, centreId), eq(t.roles.role, 'coordinator')));
	return rows.map(({ id }) => id);
}
