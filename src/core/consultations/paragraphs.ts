import type { Paragraph } from './model.ts';

const longestHeading = 100;
const finalPunctuation = /[.!?…:;,]["»”’)\]]*$/;
const sectionWord = /^(?:Розділ|Глава|Rozdział|Dział|§)(?=[\s\d])/iu;
const sectionNumberAlone = /^(?:(?:Розділ|Глава|Rozdział|Dział)\s+|§\s*)[\p{L}\d]{1,6}\.?$/iu;
/** "а)", "1)", "–": one of a list, however short. */
const listItem = /^(?:[-–—•*]|[\p{L}\d]{1,3}\))\s/u;

/**
 * Numbered paragraphs of a pasted text. An empty line ends a paragraph; a heading goes to the paragraph that
 * follows it: a line with '#', a line such as "Розділ 2", or a short line on its own without a full stop.
 */
export function paragraphsFromText(text: string): Paragraph[] {
	const found: Pick<Paragraph, 'heading' | 'text'>[] = [];
	let waiting: string | null = null;
	for (const block of blocksOf(text)) {
		const { heading, rest } = split(block);
		if (heading !== null && waiting !== null) {
			// "Розділ 1" and its title may stand on lines of their own; other headings in a row are short paragraphs.
			if (sectionNumberAlone.test(waiting)) waiting = joined(waiting, heading);
			else {
				found.push({ heading: null, text: waiting });
				waiting = heading;
			}
		} else waiting = heading ?? waiting;
		if (rest === '') continue;
		found.push({ heading: waiting, text: rest });
		waiting = null;
	}
	if (waiting !== null) found.push({ heading: null, text: waiting });
	return found.map((paragraph, place) => ({
		id: `p${place + 1}`,
		number: place + 1,
		...paragraph
	}));
}

/** The text from which `paragraphsFromText` makes the same paragraphs again. */
export function textFromParagraphs(
	paragraphs: readonly Pick<Paragraph, 'heading' | 'text'>[]
): string {
	return paragraphs
		.map(({ heading, text }) => {
			if (heading !== null) return `# ${heading}\n${text}`;
			// A '#' with nothing after it keeps a text from being taken for a heading.
			return split(text.split('\n')).rest === text ? text : `#\n${text}`;
		})
		.join('\n\n');
}

function blocksOf(text: string): string[][] {
	return text
		.split(/\n\s*\n/)
		.map((block) => block.split('\n').map((line) => line.trim()))
		.map((lines) => lines.filter((line) => line !== ''))
		.filter((lines) => lines.length > 0);
}

function split([first = '', ...others]: string[]): { heading: string | null; rest: string } {
	const rest = others.join('\n');
	if (first.startsWith('#')) return { heading: first.replace(/^#+\s*/, '') || null, rest };
	if (isSectionLine(first) || (others.length === 0 && isShortLine(first)))
		return { heading: first, rest };
	return { heading: null, rest: [first, ...others].join('\n') };
}

function isSectionLine(line: string): boolean {
	return sectionNumberAlone.test(line) || (sectionWord.test(line) && isShortLine(line));
}

function isShortLine(line: string): boolean {
	return line.length <= longestHeading && !finalPunctuation.test(line) && !listItem.test(line);
}

function joined(number: string, title: string): string {
	return number.endsWith('.') ? `${number} ${title}` : `${number}. ${title}`;
}
