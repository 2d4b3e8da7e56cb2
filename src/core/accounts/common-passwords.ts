import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../settings.ts';
import { fold } from '../kernel/text.ts';

/** What everybody tries first, in Ukrainian, Polish and English, and runs of keys; folded, one a line. */
const common = new Set(
	readFileSync(join(projectRoot, 'src/core/accounts/common-passwords.txt'), 'utf8').split('\n')
);

/** So many digits and marks around a word make it no harder to guess: `Львів2026!`. */
const ornaments = 6;
const ours = ['viche', 'віче', 'hromada', 'громада'];

/** A password as guessers see it: its letters, and how much else there is. */
function lookedAt(password: string): { whole: string; word: string; others: number } {
	const whole = fold(password).replaceAll(' ', '');
	const word = whole.replace(/[^\p{L}]/gu, '');
	return { whole, word, others: whole.length - word.length };
}

/** The word that a password is made of, with no more than ornaments around it; '' where there is more to it. */
export function wordIn(password: string): string {
	const { word, others } = lookedAt(password);
	return word.length >= 3 && others <= ornaments ? word : '';
}

/** Whether a password is one of the common ones, a sign repeated, or made of its owner's login, name or ours. */
export function isCommon(password: string, { login, name }: { login: string; name: string }) {
	const { whole } = lookedAt(password);
	const word = wordIn(password);
	if (common.has(whole) || (word !== '' && common.has(word)) || new Set(whole).size < 3)
		return true;
	if (login !== '' && whole.includes(fold(login))) return true;
	const parts = fold(name)
		.split(/[^\p{L}]+/u)
		.filter((part) => part.length >= 3);
	return word !== '' && withoutParts(word, [...parts, ...ours]) === '';
}

/** What is left of a word when everything that is easily thought of is taken out. */
function withoutParts(word: string, parts: readonly string[]): string {
	return parts.reduce((left, part) => left.replaceAll(part, ''), word);
}
