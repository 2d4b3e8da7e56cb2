import type { Lang } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';

const locales: Record<Lang, string> = { uk: 'uk-UA', pl: 'pl-PL', en: 'en-GB' };

/** Makes each format once for each language and zone: making one takes longer than a whole page of dates. */
function formats(options: Intl.DateTimeFormatOptions) {
	const made = new Map<string, Intl.DateTimeFormat>();
	return (locale: string, timeZone: string): Intl.DateTimeFormat => {
		const key = `${locale} ${timeZone}`;
		let format = made.get(key);
		if (!format)
			made.set(key, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone })));
		return format;
	};
}

const day = formats({ dateStyle: 'long' });
const dayOfYear = formats({ day: 'numeric', month: 'long' });
const dayWithTime = formats({ dateStyle: 'long', timeStyle: 'short' });
const digits = formats({});
const weekday = formats({ weekday: 'long' });
const wholeMonth = formats({ month: 'long', year: 'numeric' });

/** No line breaks between day and month, and none begins with the short word for the year. */
const joined = (words: string) => words.replace(/^(\d+) /, '$1\u00a0').replace(' р.', '\u00a0р.');

/** "16 грудня 2026 р." */
export function dayInWords(instant: Instant, lang: Lang, timeZone: string): string {
	return joined(day(locales[lang], timeZone).format(instant));
}

/** "16 грудня": of a day that is near, the year is the one that everybody thinks of. */
export function dayNear(instant: Instant, now: Instant, lang: Lang, timeZone: string): string {
	if (isoDay(instant, timeZone).slice(0, 4) !== isoDay(now, timeZone).slice(0, 4))
		return dayInWords(instant, lang, timeZone);
	return joined(dayOfYear(locales[lang], timeZone).format(instant));
}

/** "16 December 2026 at 14:02" */
export function dayAndTime(instant: Instant, lang: Lang, timeZone: string): string {
	const words = joined(dayWithTime(locales[lang], timeZone).format(instant));
	// Polish has no word between the year and the hour, and without a comma they read as one number.
	return lang === 'pl' ? words.replace(/(\d) (\d+:)/, '$1, $2') : words;
}

/** The day at whose end something closes: `closesAt` itself, 24:00, already belongs to the next. */
export function lastDayInWords(closesAt: Instant, lang: Lang, timeZone: string): string {
	return dayInWords(closesAt - 1, lang, timeZone);
}

/** The day it is there at that instant, as `2026-12-16`. */
export function isoDay(instant: Instant, timeZone: string): string {
	// Swedes write their dates so.
	return digits('sv-SE', timeZone).format(instant);
}

/** A day that is written as `2026-12-16`. */
export function dateInWords(on: string, lang: Lang): string {
	return joined(day(locales[lang], 'UTC').format(Date.parse(`${on}T00:00:00Z`)));
}

/** 1 is Monday: 5 January 2026 was one. */
export function weekdayInWords(number: number, lang: Lang): string {
	return weekday(locales[lang], 'UTC').format(Date.UTC(2026, 0, 4 + number));
}

/** A month that is written as `2026-12`: "грудень 2026 р." */
export function monthInWords(month: string, lang: Lang): string {
	const words = wholeMonth(locales[lang], 'UTC').format(Date.parse(`${month}-01T00:00:00Z`));
	// Its last word is short, and alone in a line it would mean nothing.
	return words.replace(/ (?=\S+$)/, '\u00a0');
}
