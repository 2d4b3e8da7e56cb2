/** Letters of the Ukrainian keyboard that look like Latin ones, and a digit that looks like a letter of it. */
const lookAlikes: Record<string, string> = {
	А: 'A',
	В: 'B',
	Е: 'E',
	З: '3',
	І: 'I',
	Ї: 'I',
	К: 'K',
	М: 'M',
	Н: 'H',
	О: 'O',
	Р: 'P',
	С: 'C',
	Т: 'T',
	У: 'Y',
	Х: 'X',
	Ѕ: 'S',
	Ј: 'J'
};

/** What somebody typed from paper, in capital Latin letters: on a Ukrainian keyboard `С` is not `C`. */
export const inLatin = (typed: string): string =>
	typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\u0400-\u04FF]/g, (letter) => lookAlikes[letter] ?? letter);

/** A letter where only a digit can stand was read off paper as one (Crockford). */
export const withDigits = (typed: string): string => typed.replace(/O/g, '0').replace(/[IL]/g, '1');
