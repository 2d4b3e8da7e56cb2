import { eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Lang } from '../kernel/text.ts';

/** Whose confirmed address it is. */
export async function accountByEmail({ db, t }: Reader, email: string) {
	const [account] = await db
		.select({ id: t.accounts.id, login: t.accounts.login, language: t.accounts.language })
		.from(t.contacts)
		.innerJoin(t.accounts, eq(t.accounts.id, t.contacts.accountId))
		.where(eq(t.contacts.email, email));
	return account;
}

/** An account with its address, where it has one. */
export async function contactOf({ db, t }: Reader, accountId: string) {
	const [account] = await db
		.select({
			id: t.accounts.id,
			login: t.accounts.login,
			name: t.accounts.name,
			areaId: t.accounts.areaId,
			language: t.accounts.language,
			passwordHash: t.accounts.passwordHash,
			suspendedAt: t.accounts.suspendedAt,
			email: t.contacts.email
		})
		.from(t.accounts)
		.leftJoin(t.contacts, eq(t.contacts.accountId, t.accounts.id))
		.where(eq(t.accounts.id, accountId));
	return account!;
}

/** A path of the site in the receiver's language, as letters carry it. */
export const pathIn = (language: Lang, path: string): string =>
	language === 'uk' ? path : `/${language}${path}`;
