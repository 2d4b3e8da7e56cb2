import type { Asked } from './question.ts';
import { stemsOf, telling } from './stems.ts';

/** A piece of a text; what was asked for is marked. */
export interface Piece {
	text: string;
	found: boolean;
}

/** What stands around the first word found, and not the whole of a long text. */
const before = 60;
const after = 200;

/** A text in pieces, with the words that a question asks for marked in it. */
export function marked(text: string, asked: readonly Asked[]): Piece[] {
	const pieces: Piece[] = [];
	let from = 0;
	for (const { index, 0: word } of text.matchAll(/[\p{L}\p{N}\p{M}'’ʼ´`]+/gu)) {
		if (!isAskedFor(word, asked)) continue;
		if (index > from) pieces.push({ text: text.slice(from, index), found: false });
		pieces.push({ text: word, found: true });
		from = index + word.length;
	}
	if (from < text.length) pieces.push({ text: text.slice(from), found: false });
	return pieces;
}

/** The part of a text around the first word that was asked for, marked; its beginning where there is none. */
export function excerpt(text: string, asked: readonly Asked[]): Piece[] {
	const line = text.replace(/\s+/g, ' ').trim();
	const first = [...line.matchAll(/[\p{L}\p{N}\p{M}'’ʼ´`]+/gu)].find(([word]) =>
		isAskedFor(word, asked)
	);
	const at = Math.max(0, (first?.index ?? 0) - before);
	const start = at === 0 ? 0 : line.indexOf(' ', at) + 1;
	const most = start + before + after;
	const end = most >= line.length ? line.length : line.lastIndexOf(' ', most);
	const shown = line.slice(start, end > start ? end : most);
	return marked(`${start > 0 ? '… ' : ''}${shown}${end < line.length ? ' …' : ''}`, asked);
}

function isAskedFor(word: string, asked: readonly Asked[]): boolean {
	return telling(word).some((one) => {
		const stems = stemsOf(one);
		return asked.some(
			({ word, stems: wanted }) =>
				wanted.some((stem) => stems.includes(stem)) || (word.length > 1 && one.startsWith(word))
		);
	});
}
