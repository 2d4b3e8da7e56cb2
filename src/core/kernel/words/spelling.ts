import { fold } from '../text.ts';

const alike: Record<string, string> = { ґ: 'г', ё: 'е', э: 'е', ы: 'и', ъ: '', "'": '' };

/** What people type for one another makes no difference either: Ґ and Г, an apostrophe and none, ы of a Russian keyboard. */
export const spelling = (text: string): string => spellingOf(fold(text));

/** The same of a text that is folded already. */
export const spellingOf = (folded: string): string =>
	folded.replace(/[ґёэыъ'\p{M}]/gu, (letter) => alike[letter] ?? '');

/** How many slips may be in a word of that length. */
export const slipsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2);

/**
 * How many slips of the hand (a letter wrong, missing, too many, or two of them changed round) lie between a word and
 * another, or the beginning of another; more than `most` are not counted out.
 */
export function slips(word: string, other: string, most: number, { whole = false } = {}): number {
	const width = Math.min(other.length, word.length + most);
	if (word.length - width > most || (whole && other.length > width)) return most + 1;
	let before: number[] = [];
	let last = Array.from({ length: width + 1 }, (_, at) => at);
	for (let row = 1; row <= word.length; row++) {
		const next = [row];
		for (let at = 1; at <= width; at++) {
			const same = word[row - 1] === other[at - 1];
			let least = Math.min(last[at - 1]! + (same ? 0 : 1), last[at]! + 1, next[at - 1]! + 1);
			if (row > 1 && at > 1 && word[row - 1] === other[at - 2] && word[row - 2] === other[at - 1])
				least = Math.min(least, before[at - 2]! + 1);
			next.push(least);
		}
		if (Math.min(...next) > most) return most + 1;
		[before, last] = [last, next];
	}
	return whole ? last[width]! : Math.min(...last);
}
