import { eq, like, or } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Fields } from '../kernel/fields.ts';
import { isCommon, wordIn } from './common-passwords.ts';
import { passwordLimits } from './model.ts';

interface NewPassword {
	/** Its name in the form and the API. */
	path?: string;
	password: string;
	login: string;
	name: string;
}

/**
 * Checks a password that somebody wants to have: its length, and that nobody guesses it soon (ASVS 5.0 6.2). What it
 * is made of is up to them. Notes `required`, `bad_characters`, `password_too_short`, `too_long`,
 * `password_too_common`.
 */
export async function checkPassword(
	reader: Pick<Reader, 'db' | 't'>,
	fields: Fields,
	{ path = 'password', password, login, name }: NewPassword
): Promise<void> {
	const { min, max } = passwordLimits;
	const length = [...password].length;
	if (password === '') fields.wrong(path, 'required');
	else if (!password.isWellFormed() || password.includes('\0'))
		fields.wrong(path, 'bad_characters');
	else if (length < min) fields.wrong(path, 'password_too_short', { min });
	else if (length > max) fields.wrong(path, 'too_long', { max });
	else if (isCommon(password, { login, name }) || (await isPlace(reader, wordIn(password))))
		fields.wrong(path, 'password_too_common');
}

/** Whether a word is the name of a hromada, or of any other place here. */
async function isPlace({ db, t }: Pick<Reader, 'db' | 't'>, word: string): Promise<boolean> {
	if (word === '') return false;
	const { folded } = t.areas;
	const [place] = await db
		.select({ id: t.areas.id })
		.from(t.areas)
		.where(
			or(
				eq(folded, word),
				like(folded, `${word} %`),
				like(folded, `% ${word}`),
				like(folded, `% ${word} %`)
			)
		)
		.limit(1);
	return place !== undefined;
}
