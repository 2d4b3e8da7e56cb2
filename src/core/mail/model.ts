/** Every letter that Viche writes. */
export const letterKinds = [
	'sign_up',
	'already_registered',
	'recovery',
	'email_old',
	'email_new',
	'email_changed',
	'password_changed',
	'second_factor_changed',
	'invitation',
	'role_ended',
	'suspended',
	'card_issued',
	'verified',
	'verification_revoked',
	'verification_expires',
	'verification_clash',
	'organisation_decided',
	'accessibility_delayed',
	'accessibility_answered',
	'erased'
] as const;
export type LetterKind = (typeof letterKinds)[number];

const minute = 60_000;
const hour = 60 * minute;

/** How long a letter waits after each try that failed; after the last one it is given up. */
export const waits: readonly number[] = [
	minute,
	5 * minute,
	15 * minute,
	hour,
	6 * hour,
	24 * hour
];

/** A letter that was taken to be sent and not heard of again is sent once more. */
export const lease = 10 * minute;

/** Whether a text can stand as an address in a header of a letter, and as nothing else. */
export const isMailAddress = (text: string) =>
	text.length <= 254 &&
	/^[^\s\p{C}<>()[\]\\,;:"@]{1,64}@[^\s\p{C}<>()[\]\\,;:"@.]+(?:\.[^\s\p{C}<>()[\]\\,;:"@.]+)*$/u.test(
		text
	);
