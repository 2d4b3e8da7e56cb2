/** Everybody for whom Viche does something of their own. */
export const groups = ['residents', 'officials', 'centres', 'organisations'] as const;
export type Group = (typeof groups)[number];

/** What somebody does, and where; addresses have no language. */
export interface HowStep {
	title: string;
	words: string;
	links: readonly { href: string; words: string }[];
}
