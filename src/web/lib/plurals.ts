import type { Lang } from '#core/kernel/text.ts';

/** One number of each plural form that our languages have for whole numbers. */
const samples = [1, 2, 5];

/** All forms of a message for an island, which knows no messages: `#` stands for the number. */
export function pluralForms(lang: Lang, words: (count: number) => string): string {
	const rules = new Intl.PluralRules(lang);
	return JSON.stringify(
		Object.fromEntries(
			samples.map((count) => [rules.select(count), words(count).replace(String(count), '#')])
		)
	);
}
