import { dayOf, type Instant, type TimeZone } from '../kernel/time.ts';

/** A quarter of a year, as plans name their time: nobody knows the day yet. */
export interface Quarter {
	year: number;
	/** From 1 to 4. */
	quarter: number;
}

/** What may become of something planned that everybody has read; what it was stays visible. */
export const planChangeKinds = ['reworded', 'postponed', 'dropped'] as const;
export type PlanChangeKind = (typeof planChangeKinds)[number];

export const planTitleLimits = { min: 5, max: 200 } as const;
/** One sentence: the text itself comes with the draft. */
export const planWhyLimits = { min: 20, max: 600 } as const;
/** Why it comes later or not at all is read by everybody. */
export const planReasonLimits = { min: 20, max: 1000 } as const;

export function quarterAt(instant: Instant, timeZone: TimeZone): Quarter {
	const [year = '', month = '1'] = dayOf(instant, timeZone).split('-');
	return { year: Number(year), quarter: Math.ceil(Number(month) / 3) };
}

/** As forms and the API write it: `2027-1`. */
export const quarterName = ({ year, quarter }: Quarter): string => `${year}-${quarter}`;

/** Negative when `one` comes first. */
export const compareQuarters = (one: Quarter, other: Quarter): number =>
	one.year - other.year || one.quarter - other.quarter;

/** For which one may plan: from the present quarter to the end of the next year. */
export function quartersAhead(now: Instant, timeZone: TimeZone): Quarter[] {
	const present = quarterAt(now, timeZone);
	return [present.year, present.year + 1]
		.flatMap((year) => [1, 2, 3, 4].map((quarter) => ({ year, quarter })))
		.filter((one) => compareQuarters(one, present) >= 0);
}
