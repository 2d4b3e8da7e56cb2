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
