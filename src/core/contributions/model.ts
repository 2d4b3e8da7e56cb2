export const contributionKinds = ['opinion', 'proposal', 'remark', 'question'] as const;
export type ContributionKind = (typeof contributionKinds)[number];

export const displays = ['name', 'initials', 'resident'] as const;
export type Display = (typeof displays)[number];

/** Never added into one number (requirements §5.4). */
export const tiers = ['verified', 'declared', 'organisation'] as const;
export type Tier = (typeof tiers)[number];

/** How it came in. Only `online` can be entered so far. */
export const channels = ['online'] as const;

export const visibilities = ['public', 'redacted', 'hidden'] as const;
export type Visibility = (typeof visibilities)[number];

export const textLimits = { min: 3, max: 4000 } as const;

/** The initials by which somebody is shown who does not want to be named: "Марія Коваль" → "М. К.". */
export function initialsOf(name: string): string {
	return name
		.split(/\s+/)
		.filter((part) => /\p{L}/u.test(part))
		.slice(0, 3)
		.map((part) => `${/\p{L}/u.exec(part)![0].toLocaleUpperCase('uk')}.`)
		.join(' ');
}

/** `UA-ZHD-2026-003/0030`: how a contribution is named outside its consultation. */
export const contributionNumber = (consultation: string, seq: number) =>
	`${consultation}/${String(seq).padStart(4, '0')}`;
