import type { EvidenceKind } from '../accounts/model.ts';
import type { RuleProfile } from '../consultations/model.ts';
import type { Country } from '../kernel/calendar.ts';

/** How long a verification holds (requirements §5.2). */
export const verifiedForMonths = 24;
/** So many days before its end the person is told. */
export const tellBeforeEnd = 30;

/** In person, by one consultant in one day, unless the coordinator lets them do more (requirements §5.2). */
export const dailyLimit = 20;
export const releaseLimits = { min: 1, max: 100 } as const;
export const releaseReasonLimits = { min: 20, max: 500 } as const;

/** What the person reads before it is taken back, and what another centre writes about that. */
export const revocationReasonLimits = { min: 40, max: 2000 } as const;
export const appealTextLimits = { min: 20, max: 4000 } as const;
export const appealMonths = 6;
export const appealWorkingDays = 10;

export const clashNoteLimits = { min: 20, max: 1000 } as const;

/** Fewer people than this in one cell of a public table could be known by name (requirements §5.5). */
const leastInCell = 5;

/** What the two coordinators found out about a clash. */
export const clashOutcomes = ['same_person', 'other_person', 'mistake'] as const;
export type ClashOutcome = (typeof clashOutcomes)[number];

/** What another centre decided about a verification that was taken back. */
export const revocationOutcomes = ['upheld', 'restored'] as const;
export type RevocationOutcome = (typeof revocationOutcomes)[number];

/** What a centre looks at; in Poland nothing but what the person states may be asked for. */
export const evidenceIn = {
	UA: ['residence_extract', 'idp_certificate', 'personal_knowledge'],
	PL: ['statement']
} as const satisfies Record<Country, readonly EvidenceKind[]>;

/** Personal knowledge is the weakest evidence: two people beside the consultant know that the person lives there. */
export const witnesses = ['first', 'second'] as const;

/** Whether it is asked if somebody is of age: only where the rules in force there ask for it, and none forbids it. */
export function asksAdult(
	profiles: readonly RuleProfile[],
	{ country, today }: { country: Country; today: string }
): boolean {
	const there = profiles.filter(
		(profile) =>
			(profile.country === '*' || profile.country === country) &&
			profile.activeFrom !== null &&
			profile.activeFrom <= today
	);
	const forbidden = there.some(({ forbiddenFields }) => forbiddenFields.includes('age'));
	return !forbidden && there.some((profile) => profile.asksAdult === true);
}

interface Held {
	revokedAt: number | null;
	expiresAt: number;
}

/** Whether a verification holds at that instant. */
export const isInForce = ({ revokedAt, expiresAt }: Held, now: number) =>
	revokedAt === null && now < expiresAt;

/**
 * Counts by kind for everybody to read: what is under the least is put together, with more of it where even that is
 * under the least, so that no number points at a person. Null: too few to say anything.
 */
export function mergeSmall<Kind extends string>(
	counts: Readonly<Record<Kind, number>>,
	least = leastInCell
): { kinds: Kind[]; count: number }[] | null {
	const cells = Object.entries<number>(counts)
		.filter(([, count]) => count > 0)
		.map(([kind, count]) => ({ kinds: [kind as Kind], count }))
		.sort((a, b) => b.count - a.count);
	const large = cells.filter(({ count }) => count >= least);
	const small = cells.slice(large.length);
	if (small.length === 0) return large;
	if (sumOf(small) < least) {
		const next = large.pop();
		if (!next) return null;
		small.unshift(next);
	}
	return [...large, { kinds: small.flatMap(({ kinds }) => kinds), count: sumOf(small) }];
}

const sumOf = (cells: readonly { count: number }[]) =>
	cells.reduce((total, { count }) => total + count, 0);
