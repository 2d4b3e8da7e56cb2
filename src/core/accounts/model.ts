/** Length counts, composition does not (ASVS 5.0 6.2). */
export const passwordLimits = { min: 8, max: 128 } as const;
export const loginPattern = /^[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]$/;

const common = [
	'password',
	'passw0rd',
	'qwertyui',
	'qwerty123',
	'йцукенгш',
	'12345678',
	'123456789',
	'1234567890',
	'11111111',
	'00000000',
	'87654321',
	'iloveyou',
	'ukraine1',
	'ukraina1',
	'українa',
	'україна1',
	'lviv2026',
	'львів2026',
	'polska123',
	'viche2026'
];

/** What everybody tries first: the usual ones, one sign repeated, the login itself. */
export function isCommonPassword(password: string, login: string): boolean {
	const lower = password.toLocaleLowerCase('uk');
	return (
		common.includes(lower) || new Set(lower).size < 3 || (login !== '' && lower.includes(login))
	);
}
