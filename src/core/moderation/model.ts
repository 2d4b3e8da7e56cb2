/** Grounds of requirements §4.2, with the working hours or days in which the centre looks at a flag. */
export const grounds = {
	M1_security: { hours: 1 },
	M2_violence: { hours: 1 },
	M3_hate: { hours: 24 },
	M4_privacy: { hours: 24 },
	M5_insult: { hours: 48 },
	M6_spam: { hours: 48 },
	M7_campaign: { hours: 24 },
	M8_impersonation: { hours: 24 },
	M9_offtopic: { hours: 48 },
	M10_duplicate: { hours: 48 },
	M11_other_law: { hours: 48 }
} as const;

export type Ground = keyof typeof grounds;
export const groundCodes = Object.keys(grounds) as [Ground, ...Ground[]];

/** `M4` of `M4_privacy`: the name by which rules and letters call it. */
export const shortCode = (ground: Ground) => ground.split('_')[0]!;

export const moderationActions = ['none', 'redacted', 'hidden', 'restored'] as const;
export type ModerationAction = (typeof moderationActions)[number];

/** An appeal is made from the account, or by the code of the receipt. */
export const appealChannels = ['account', 'receipt'] as const;
export type AppealChannel = (typeof appealChannels)[number];

/** Fast while the consultation is open and until its report (requirements §4.5). */
export const appealLanes = { fast: { workingDays: 3 }, normal: { workingDays: 10 } } as const;
export type AppealLane = keyof typeof appealLanes;

export const appealOutcomes = ['upheld', 'changed', 'restored'] as const;
export type AppealOutcome = (typeof appealOutcomes)[number];
export const appealLimits = { min: 20, max: 4000 } as const;

/** Silence does not restore these: they go to the panel (requirements §4.5). */
export const sealedGrounds: readonly Ground[] = ['M1_security', 'M2_violence'];

/** What an administrator hides at once, the host centre reviews within so many hours (note 3 of requirements §3). */
export const emergency = { grounds: ['M1_security', 'M2_violence'], reviewHours: 24 } as const;

export const claimMinutes = 10;
export const appealMonths = 6;
export const reasonLimits = { min: 20, max: 2000 } as const;

/** What stands in the place of words taken out. */
export const redactionMark = '[…]';

/** The text without each occurrence of the fragment, or null when it is not there. */
export function redact(text: string, fragment: string): string | null {
	return fragment !== '' && text.includes(fragment)
		? text.replaceAll(fragment, redactionMark)
		: null;
}

/** What is decided against a clock; how long it took is told by month and centre (requirements §4.7). */
export const timedKinds = ['decision', 'appeal'] as const;
export type TimedKind = (typeof timedKinds)[number];
