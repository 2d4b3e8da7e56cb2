export const authorityKinds = [
	'hromada_council',
	'raion_administration',
	'gmina',
	'city_gmina',
	'military_administration',
	'other'
] as const;
export type AuthorityKind = (typeof authorityKinds)[number];

/** The authority's own regulation; it may lengthen terms, never shorten them. Poland requires one. */
export interface LocalRule {
	title: string;
	number: string;
	link?: string;
	minOpenDays: number | null;
	reportDays?: number;
}

/** The rules that a body of each kind follows unless it chooses others. */
export const usualProfile: Readonly<Record<AuthorityKind, string>> = {
	hromada_council: 'viche-standard',
	raion_administration: 'ua-996',
	gmina: 'pl-gmina',
	city_gmina: 'pl-gmina',
	military_administration: 'ua-996',
	other: 'viche-standard'
};

/** The kinds of area for which an authority may act. */
export const authorityAreaKinds = [
	'oblast',
	'raion',
	'hromada',
	'wojewodztwo',
	'powiat',
	'gmina'
] as const;

/** Three letters out of a Latin name: the first, then consonants ("Zhydachiv" gives ZHD). */
export function suggestCode(latin: string): string {
	const letters = latin
		.normalize('NFD')
		.toUpperCase()
		.replace(/Ł/g, 'L')
		.replace(/[^A-Z]/g, '');
	const tail = letters.slice(1);
	const consonants = tail.replace(/[AEIOUY]/g, '');
	return (letters.slice(0, 1) + consonants + tail).slice(0, 3);
}
