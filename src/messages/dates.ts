import type { Lang } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';

const locales: Record<Lang, string> = { uk: 'uk-UA', pl: 'pl-PL', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, timeZone: string, options: Intl.DateTimeFormatOptions) {
	const key = [lang, timeZone, ...Object.keys(options)].join();
	const made = formats.get(key) ?? new Intl.DateTimeFormat(locales[lang], { ...options, timeZone });
	formats.set(key, made);
	return made;
}

/** "16 грудня 2026 р." */
export function dayInWords(instant: Instant, lang: Lang, timeZone: string): string {
	return format(lang, timeZone, { dateStyle: 'long' }).format(instant);
}

/** "16 December 2026 at 14:02" */
export function dayAndTime(instant: Instant, lang: Lang, timeZone: string): string {
	return format(lang, timeZone, { dateStyle: 'long', timeStyle: 'short' }).format(instant);
}

/** The day at whose end something closes: `closesAt` itself, 24:00, already belongs to the next. */
export function lastDayInWords(closesAt: Instant, lang: Lang, timeZone: string): string {
	return dayInWords(closesAt - 1, lang, timeZone);
}

/** The day it is there at that instant, as `2026-12-16`. */
export function isoDay(instant: Instant, timeZone: string): string {
	// Swedes write their dates so.
	const key = `sv ${timeZone}`;
	const made = formats.get(key) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
	formats.set(key, made);
	return made.format(instant);
}

/** A day that is written as `2026-12-16`. */
export function dateInWords(on: string, lang: Lang): string {
	return format(lang, 'UTC', { dateStyle: 'long' }).format(Date.parse(`${on}T00:00:00Z`));
}
