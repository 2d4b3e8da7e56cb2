import type { Reader } from '#storage/storage.ts';
import { checkPassword } from '../../accounts/password-rules.ts';
import { hashPassword } from '../../accounts/passwords.ts';
import type { Fields } from '../../kernel/fields.ts';

/** Latin letters and digits, as somebody says it over the phone. */
const loginPattern = /^[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]$/;

interface Typed {
	login: string;
	password: string;
	name: string;
}

/** Login and password of an account for an office. Refuses `invalid_input` with all that is wrong. */
export async function newCredentials(
	reader: Pick<Reader, 'db' | 't'>,
	fields: Fields,
	{ login: typed, password, name }: Typed
): Promise<{ login: string; passwordHash: string }> {
	const login = typed.trim().toLowerCase();
	if (login === '') fields.wrong('login', 'required');
	else if (!loginPattern.test(login)) fields.wrong('login', 'bad_characters');
	await checkPassword(reader, fields, { password, login, name });
	fields.refuseIfWrong();
	return { login, passwordHash: await hashPassword(password.normalize('NFC')) };
}
