/** Where an organisation stands: only the verified speak (requirements §5.1, tier 4). */
export const organisationStatuses = ['pending', 'verified', 'refused', 'ended'] as const;
export type OrganisationStatus = (typeof organisationStatuses)[number];

/** Whose register an organisation stands in: EDRPOU or KRS. */
export const registerCountries = ['UA', 'PL'] as const;
export type RegisterCountry = (typeof registerCountries)[number];

/** What a coordinator looks at before an organisation may speak; kinds, never a copy. */
export const documentKinds = [
	'register_extract',
	'letter',
	'power_of_attorney',
	'statute'
] as const;
type DocumentKind = (typeof documentKinds)[number];

export interface Evidence {
	kinds: DocumentKind[];
	/** Of the letter: `2026-11-20`. */
	on: string;
	/** Whoever signed it. */
	signedBy: string;
}

/** How an invitation reaches whom it names. */
export const invitationWays = ['code', 'email'] as const;

export const nameLimits = { min: 3, max: 200 } as const;
export const postLimits = { min: 2, max: 120 } as const;
export const reasonLimits = { min: 10, max: 1000 } as const;

const demoNumber = /^DEMO-\d{8,10}$/;

/**
 * A register number as it is stored, or null for what is none. EDRPOU has 8 digits, the last one a check digit; KRS
 * has 10 without one, filled up with zeros that belong to it. Numbers that cannot be real are for the demo alone.
 */
export function readRegisterNumber(
	country: RegisterCountry,
	typed: string,
	{ demo = false } = {}
): string | null {
	const number = typed.toUpperCase().replace(/[\s\u2010-\u2015]/g, '');
	if (demo && demoNumber.test(number)) return number;
	const digits = number.replaceAll('-', '');
	return (country === 'UA' ? isEdrpou(digits) : isKrs(digits)) ? digits : null;
}

/** The check digit is the weighted sum of the others modulo 11; where that is 10, the weights grow by two. */
function isEdrpou(digits: string): boolean {
	if (!/^\d{8}$/.test(digits) || digits === '00000000') return false;
	const numbers = [...digits].map(Number);
	const first = Number(digits);
	// Numbers of these two ranges were given out by different rules.
	const weights =
		first < 30_000_000 || first > 60_000_000 ? [1, 2, 3, 4, 5, 6, 7] : [7, 1, 2, 3, 4, 5, 6];
	const remainder = (more: number) =>
		weights.reduce((sum, weight, place) => sum + numbers[place]! * (weight + more), 0) % 11;
	const check = remainder(0) < 10 ? remainder(0) : remainder(2) % 10;
	return numbers[7] === check;
}

const isKrs = (digits: string): boolean => /^000\d{7}$/.test(digits) && Number(digits) > 0;

/** Its place among addresses: numbers, unlike names, are unique and stay. */
export const slugOf = (country: RegisterCountry, registerNumber: string): string =>
	`${country}-${registerNumber}`.toLowerCase();

const alphabet = ' 0123456789abcdefghijklmnopqrstuvwxyzабвгґдеєжзиіїйклмнопрстуфхцчшщьюя';

/** By what names stand in Ukrainian order in any database; signs that nobody sorts by are left out. */
export function sortKeyOf(folded: string): string {
	return [...folded]
		.map((letter) => alphabet.indexOf(letter))
		.filter((place) => place >= 0)
		.map((place) => String(place).padStart(2, '0'))
		.join('')
		.slice(0, 120);
}
