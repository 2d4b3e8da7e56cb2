import type { Lang } from '#core/kernel/text.ts';

/** 1 is Monday: 5 January 2026 was one. */
export const weekdayInWords = (day: number, lang: Lang): string =>
	new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' }).format(
		Date.UTC(2026, 0, 4 + day)
	);
