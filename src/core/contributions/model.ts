import { inLatin, withDigits } from './typed.ts';

export const contributionKinds = ['opinion', 'proposal', 'remark', 'question'] as const;
export type ContributionKind = (typeof contributionKinds)[number];

export const displays = ['name', 'initials', 'resident'] as const;
export type Display = (typeof displays)[number];

/** Never added into one number (requirements §5.4). */
export const tiers = ['verified', 'declared', 'organisation'] as const;
export type Tier = (typeof tiers)[number];

/** How it came in. */
export const channels = [
	'online',
	'centre_assisted',
	'paper',
	'meeting',
	'phone',
	'email_post'
] as const;
export type Channel = (typeof channels)[number];

export const visibilities = ['public', 'redacted', 'hidden', 'withdrawn'] as const;
export type Visibility = (typeof visibilities)[number];

/** `support`: most supported first; `unanswered`: those that wait for an answer first. */
export const sorts = ['new', 'old', 'support', 'unanswered'] as const;
export type Sort = (typeof sorts)[number];

/** How one's own contributions are looked for. */
export const ownFilters = ['waiting', 'answered', 'moderated'] as const;
export type OwnFilter = (typeof ownFilters)[number];

export const textLimits = { min: 3, max: 4000 } as const;
export const replyLimits = { min: 3, max: 2000 } as const;
/** A reply to a reply to a reply; deeper ones nobody could follow. */
export const deepestReply = 3;

/** Who speaks in an office's name in a thread (requirements §3). */
export const badges = ['authority', 'centre'] as const;
export type Badge = (typeof badges)[number];

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

/** The parts of such a number, however it was typed; undefined when it is none. */
export function readContributionNumber(
	typed: string
): { number: string; consultation: string; seq: number } | undefined {
	const plain = inLatin(typed.slice(0, 200).replace(/№/g, ''))
		.replace(/[^A-Z\d]+/g, ' ')
		.trim();
	const match =
		/^([A-Z]{2}) ?([A-Z]{2,4}) ?([\dOIL]{4}) ?([\dOIL]{3,5}) ([\dOIL]{1,9})$/.exec(plain) ??
		// Without any sign between them the usual lengths count.
		/^([A-Z]{2})([A-Z]{2,4})(\d{4})(\d{3})(\d{4})$/.exec(plain);
	if (!match) return undefined;
	const [land, code, ...digits] = match.slice(1) as [string, string, ...string[]];
	const [year, sequence, seq] = digits.map(withDigits) as [string, string, string];
	// `УА`, with the letter that sounds like the Latin one.
	const consultation = `${land === 'YA' ? 'UA' : land}-${code}-${year}-${sequence}`;
	return { number: contributionNumber(consultation, Number(seq)), consultation, seq: Number(seq) };
}
