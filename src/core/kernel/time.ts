import { Temporal } from 'temporal-polyfill';

/** Epoch milliseconds. */
export type Instant = number;

/** Where the authorities are; their days begin and end by this clock. */
export type TimeZone = 'Europe/Kyiv' | 'Europe/Warsaw';

const hour = 3_600_000;

/** Whether the text is a day that exists, as `2026-12-16`. */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
	try {
		day(text);
		return true;
	} catch {
		return false;
	}
}

/** 0:00 of the day by local time, whatever the clocks do that night. */
export function startOfDay(on: string, timeZone: TimeZone): Instant {
	return day(on).toZonedDateTime(timeZone).epochMilliseconds;
}

/** 24:00 of the day: the first instant that no longer belongs to it. */
export function endOfDay(on: string, timeZone: TimeZone): Instant {
	return startOfDay(addDays(on, 1), timeZone);
}

/** That time of the day, as `09:30`, whatever the clocks did before it. */
export function timeOfDay(on: string, time: string, timeZone: TimeZone): Instant {
	return day(on).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}

/** The day it is there at that instant. */
export function dayOf(instant: Instant, timeZone: TimeZone): string {
	return Temporal.Instant.fromEpochMilliseconds(instant)
		.toZonedDateTimeISO(timeZone)
		.toPlainDate()
		.toString();
}

export function addDays(on: string, days: number): string {
	return day(on).add({ days }).toString();
}

/** Negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
	return day(from).until(day(to)).days;
}

/** 1 = Monday … 7 = Sunday. */
export function dayOfWeek(on: string): number {
	return day(on).dayOfWeek;
}

/** The hour since 1970: as exactly as anything beside a ballot may tell the time (RELIABILITY D4). */
export function hourOf(instant: Instant): number {
	return Math.floor(instant / hour);
}

function day(on: string): Temporal.PlainDate {
	return Temporal.PlainDate.from(on, { overflow: 'reject' });
}

/** The same time of day that many calendar months later, or on the last day of a shorter month. */
export function addMonths(instant: Instant, months: number): Instant {
	return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('UTC').add({ months })
		.epochMilliseconds;
}

/** From the first instant of a month to the first of the next. */
export type Span = Record<'since' | 'until', Instant>;

/** The month it is there at that instant, as `2026-11`. */
export const monthOf = (instant: Instant, timeZone: TimeZone): string =>
	dayOf(instant, timeZone).slice(0, 7);

/** Whether the text is a month of this age, as `2026-11`. */
export const isMonth = (text: string): boolean => /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text);

export function spanOf(month: string, timeZone: TimeZone): Span {
	const first = `${month}-01`;
	const next = day(first).add({ months: 1 }).toString();
	return { since: startOfDay(first, timeZone), until: startOfDay(next, timeZone) };
}

/** So many months, that of the instant first. */
export function lastMonths(now: Instant, count: number, timeZone: TimeZone): string[] {
	const first = day(`${monthOf(now, timeZone)}-01`);
	return Array.from({ length: count }, (_, months) =>
		first.subtract({ months }).toString().slice(0, 7)
	);
}

/** Twelve months ago, to the full hour: what depends on it changes when pages are drawn anew anyway. */
export const yearBefore = (instant: Instant): Instant => addMonths(hourOf(instant) * hour, -12);
