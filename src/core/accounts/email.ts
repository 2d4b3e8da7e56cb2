import { eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Fields } from '../kernel/fields.ts';
import type { Lang } from '../kernel/text.ts';

/** Nothing in it may end a header or begin another one. */
const pattern =
	/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** An e-mail address in small letters. Notes `required` and `not_an_email`. */
export function cleanEmail(fields: Fields, path: string, typed: string): string {
	const email = typed.trim().toLowerCase();
	if (email === '') fields.wrong(path, 'required');
	else if (email.length > 254 || !pattern.test(email)) fields.wrong(path, 'not_an_email');
	return email;
}

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
