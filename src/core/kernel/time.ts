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
