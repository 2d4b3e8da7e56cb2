import type { FieldErrorCode } from './errors.ts';

export const langs = ['uk', 'pl', 'en'] as const;
export type Lang = (typeof langs)[number];

export interface Trilingual {
	uk: string;
	pl: string;
	en: string;
}

/** Limits in characters as people count them (graphemes). */
export interface TextLimits {
	max: number;
	min?: number;
	multiline?: boolean;
	/** May stay empty, even where a minimum is set for what is written. */
	optional?: boolean;
}

export type CleanOutcome =
	{ text: string } | { problem: FieldErrorCode; values?: Record<string, string | number> };

export const nameLimits = { min: 2, max: 80 } as const;

/** All but TAB and LF, directions that override their surroundings, and what is no character at all. */
const forbidden =
	// eslint-disable-next-line no-control-regex -- finding them is the point
	/[\0-\x08\x0B-\x1F\x7F-\x9F\u061C\u202A-\u202E\u2066-\u2069]|\p{Noncharacter_Code_Point}/u;
const towers = /\p{M}{5,}/u;
const invisible = /[\p{C}\p{Z}\p{M}\u115F\u1160\u2800\u3164\uFFA0]/gu;
const lineBreaks = /[\n\u2028\u2029]/g;

/** More code units than this in one character are no writing: a chain of joined emoji would never end. */
const unitsPerCharacter = 12;

/**
 * The one gate through which text comes in (RELIABILITY D12). Gives the text as it is stored (NFC, trimmed, lines
 * ended by LF), or what is wrong with it; `problem` is `required` for a text in which nothing can be seen.
 */
export function cleanText(value: string, limits: TextLimits): CleanOutcome {
	const { max, min = 0, multiline = false, optional = false } = limits;
	const lines = value.replaceAll('\r\n', '\n');
	if (!lines.isWellFormed() || forbidden.test(lines)) return { problem: 'bad_characters' };
	const composed = lines.normalize('NFC');
	const text = (multiline ? composed : composed.replace(lineBreaks, ' ')).trim();
	if (text.replace(invisible, '') === '')
		return min > 0 && !optional ? { problem: 'required' } : { text: '' };
	if (towers.test(text)) return { problem: 'bad_characters' };
	if (text.length > max * unitsPerCharacter || characters(text, max + 1) > max)
		return { problem: 'too_long', values: { max } };
	if (characters(text, min) < min) return { problem: 'too_short', values: { min } };
	return { text };
}

/** A name of a person: one line, letters of one script in each word, nothing that cannot be seen. */
export function cleanName(value: string): CleanOutcome {
	const outcome = cleanText(value, nameLimits);
	if ('problem' in outcome) return outcome;
	const text = outcome.text.replace(/\s+/gu, ' ');
	if (/\p{C}/u.test(text) || !/\p{L}/u.test(text)) return { problem: 'bad_characters' };
	if (text.split(/[\s\p{Pd}]/u).some(mixesScripts)) return { problem: 'mixed_scripts' };
	return { text };
}

/**
 * What search compares: case, apostrophes, white space and the marks of Latin letters make no difference
 * (Кам’янка = кам'янка, Łańcut = lancut); й, ї, ґ stay letters of their own.
 */
export function fold(text: string): string {
	return (
		text
			.replace(/\p{Cf}/gu, '')
			// Before it is decomposed into a space and an accent.
			.replace(/[\u00B4\u1FFD]/g, "'")
			.normalize('NFKD')
			.toLocaleLowerCase('uk')
			.replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
			.replaceAll('ł', 'l')
			.normalize('NFC')
			.replace(/[\u2018\u2019\u02B9\u02BC\u2032\u0060]/g, "'")
			.replace(/\s+/gu, ' ')
			.trim()
	);
}

/** The words of a folded text; what stands together without a space is one of them, in parts. */
export const wordsOf = (folded: string): string[][] =>
	folded
		.split(' ')
		.map((word) => word.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
		.filter((parts) => parts.length > 0);

/** What stands in an address: small Latin letters, digits, dashes. */
export function slugOf(latin: string): string {
	return latin
		.normalize('NFD')
		.toLowerCase()
		.replace(/ł/g, 'l')
		.replace(/[^a-z\d\s-]/g, '')
		.trim()
		.replace(/[\s-]+/g, '-')
		.slice(0, 60)
		.replace(/-$/, '');
}

const scripts = [/\p{Script=Cyrillic}/u, /\p{Script=Latin}/u, /\p{Script=Greek}/u];

function mixesScripts(word: string): boolean {
	return scripts.filter((script) => script.test(word)).length > 1;
}

const segmenter = new Intl.Segmenter('uk', { granularity: 'grapheme' });

/** How many characters there are; stops counting at `limit`. */
function characters(text: string, limit: number): number {
	// No character is shorter than a code unit, and ASCII has nothing to join (CR is gone).
	if (text.length < limit || isAscii(text)) return text.length;
	let count = 0;
	const found = segmenter.segment(text)[Symbol.iterator]();
	while (count < limit && !found.next().done) count++;
	return count;
}

const isAscii = (text: string) => /^\p{ASCII}*$/u.test(text);
