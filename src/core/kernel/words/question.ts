import { stemsOf, telling } from './stems.ts';

/** One word of a question. */
export interface Asked {
	/** As it is compared: what it begins is found too. */
	word: string;
	/** Whatever has one of them is found. */
	stems: readonly string[];
}

/** More would only make it dear: nobody types them. */
const longest = 200;
const mostWords = 12;

/** What a question asks for, each word once; what is so found must have them all. */
export const askedIn = (text: string): Asked[] =>
	[...new Set(telling(text.slice(0, longest)))]
		.slice(0, mostWords)
		.map((word) => ({ word, stems: stemsOf(word) }));

/** Whether there is any word in it that could be looked for. */
export const asksForWords = (text: string): boolean => askedIn(text).length > 0;
