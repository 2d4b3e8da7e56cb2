import { addDays, addMonths, dayOf, endOfDay, type Instant } from '../kernel/time.ts';

/** In how many days a request is answered, and in how many months at the latest, with reasons. */
export const answerDays = 7;
export const longestMonths = 2;

/** Requests are one desk's for the whole site, and so is its clock. */
export const requestZone = 'Europe/Kyiv';

export const requestLimits = {
	page: { max: 300 },
	what: { min: 10, max: 2000 },
	wish: { max: 500 },
	answer: { min: 20, max: 3000 },
	reason: { min: 20, max: 1000 }
} as const;

/** How an answer reaches whoever asked; by the code of the receipt, always. */
export const answerWays = ['code', 'email'] as const;

export const requestOutcomes = ['mended', 'other_way', 'refused'] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];

const numbered = /^\s*ACC-(\d{4})-(\d{1,6})\s*$/i;

/** `ACC-2026-0014`. */
export const requestNumber = (year: number, sequence: number): string =>
	`ACC-${year}-${String(sequence).padStart(4, '0')}`;

/** A number however it was typed; undefined for what is none. */
export function readRequestNumber(typed: string): string | undefined {
	const [, year, sequence] = numbered.exec(typed) ?? [];
	return year === undefined ? undefined : requestNumber(Number(year), Number(sequence));
}

/** The end of the seventh day after that on which it came. */
export const dueOf = (receivedAt: Instant): Instant =>
	endOfDay(addDays(dayOf(receivedAt, requestZone), answerDays), requestZone);

/** The last day to which an answer may be put off. */
export const longestOf = (receivedAt: Instant): string =>
	dayOf(addMonths(receivedAt, longestMonths), requestZone);

/** Where a request stands in time. */
export interface RequestClock {
	receivedAt: Instant;
	/** Exclusive, as are all such ends: by the seven days. */
	dueAt: Instant;
	/** The last day of an answer that was put off, with its reasons. */
	delayedTo: Instant | null;
	answeredAt: Instant | null;
}

/** When the answer is due by the notice that was given, or by the seven days. */
export const deadlineOf = ({ dueAt, delayedTo }: RequestClock): Instant => delayedTo ?? dueAt;

export const isLate = (clock: RequestClock, now: Instant): boolean =>
	(clock.answeredAt ?? now) >= deadlineOf(clock);
