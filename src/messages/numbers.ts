import type { Lang } from '#core/kernel/text.ts';

// Making one takes longer than writing a whole list with it.
const numbers = forEach({});
const percents = forEach({ style: 'percent' });

function forEach(options: Intl.NumberFormatOptions): Record<Lang, Intl.NumberFormat> {
	const format = (lang: Lang) => new Intl.NumberFormat(lang, options);
	return { uk: format('uk'), pl: format('pl'), en: format('en') };
}

/** Writes numbers as the language does: "12 345". */
export const numbersIn = (lang: Lang): Intl.NumberFormat => numbers[lang];

/** Writes shares of one: "12 %". */
export const percentsIn = (lang: Lang): Intl.NumberFormat => percents[lang];
