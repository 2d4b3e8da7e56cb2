import type { Font } from './font.ts';

/** What stands on a card that is shown beside a link elsewhere; all words come in their language. */
export interface Card {
	site: string;
	/** Of a consultation: its phase in a word, and how that is drawn. */
	phase: { words: string; look: Look } | null;
	title: string;
	/** Under the title: who asks. */
	line: string;
	/** In the band: until when. */
	foot: string;
	host: string;
}
export type Look = 'open' | 'overdue' | 'answered' | 'stopped' | 'plain';

interface Drawing {
	title: Font;
	text: Font;
	/** The mark of the site: circles in a square of 32. */
	mark: string;
}

const width = 1200;
const height = 630;
const edge = 64;
const room = width - 2 * edge;
const band = 112;

/** As `tokens.css` has them for light pages; a test sees to it that they stay the same. */
export const colours = {
	paper: '#ffffff',
	tint: '#f1f5f3',
	ink: '#14211f',
	'ink-soft': '#475754',
	accent: '#0b5961',
	'on-accent': '#ffffff',
	open: '#8a3a06',
	'open-tint': '#fdeadb',
	good: '#14603a',
	'good-tint': '#e2f2e8',
	bad: '#99231f',
	'bad-tint': '#fbe7e5'
};

/** 1200 × 630, as networks cut it; names of fonts are those of the files that go with it. */
export function drawCard(card: Card, { title, text, mark }: Drawing): string {
	const { size, lines } = fitTitle(drawable(card.title, title), title);
	const top = (card.line ? 214 : 250) + size;
	const line = cut(drawable(card.line, text), text, room / 32);
	const foot = fitFoot(drawable(card.foot, title), drawable(card.host, text), { title, text });
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Lora">`,
		`<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
		`<g transform="translate(${edge} 54) scale(2)" fill="${colours.accent}" stroke="${colours.accent}" stroke-width="0">${mark}</g>`,
		words(card.site, { x: edge + 82, y: 103, size: 44, fill: 'accent', bold: true }),
		card.phase ? phaseTag(card.phase, text) : '',
		words(line, { x: edge, y: 186, size: 32, fill: 'ink-soft' }),
		...lines.map((one, n) =>
			words(one, { x: edge, y: top + n * size * 1.16, size, fill: 'ink', bold: true })
		),
		`<rect y="${height - band}" width="${width}" height="${band}" fill="${colours.accent}"/>`,
		words(foot.words, { x: edge, y: height - 43, size: foot.size, fill: 'on-accent', bold: true }),
		words(foot.host, {
			x: width - edge - text.width(foot.host) * 26,
			y: height - 45,
			size: 26,
			fill: 'on-accent'
		}),
		'</svg>'
	].join('');
}

interface Stand {
	x: number;
	y: number;
	size: number;
	fill: keyof typeof colours;
	bold?: boolean;
}

const words = (text: string, { x, y, size, fill, bold = false }: Stand) =>
	`<text x="${x}" y="${y}" font-size="${size}" font-weight="${bold ? 700 : 400}" fill="${colours[fill]}">${xml(text)}</text>`;

/** The day stands at the end and must not be cut off: rather in smaller letters, or without the name of the site. */
function fitFoot(words: string, host: string, { title, text }: Pick<Drawing, 'title' | 'text'>) {
	const beside = room - text.width(host) * 26 - 32;
	for (const size of [36, 32, 29])
		if (title.width(words) * size <= beside) return { size, words, host };
	for (const size of [36, 32, 29, 26])
		if (title.width(words) * size <= room) return { size, words, host: '' };
	return { size: 26, words: cut(words, title, room / 26), host: '' };
}

/** The largest size in which the whole title has room; in the smallest one it may end in dots. */
function fitTitle(words: string, font: Font): { size: number; lines: string[] } {
	for (const [size, most] of [
		[68, 3],
		[58, 4],
		[50, 4]
	] as const) {
		const lines = broken(words, font, room / size);
		if (lines.length <= most) return { size, lines };
	}
	const lines = broken(words, font, room / 44);
	if (lines.length <= 5) return { size: 44, lines };
	return {
		size: 44,
		lines: [...lines.slice(0, 4), cut(lines.slice(4).join(' '), font, room / 44)]
	};
}

/** In lines no wider than so many em; short words stay with what follows them. */
function broken(words: string, font: Font, most: number): string[] {
	const lines: string[] = [];
	for (const word of words.split(/\s+/).flatMap((one) => pieces(one, font, most))) {
		const longer = `${lines.at(-1)} ${word}`;
		if (lines.length > 0 && font.width(longer) <= most) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines.map((line, n) => {
		const short = /^(.+) (\S{1,2})$/u.exec(line);
		const next = lines[n + 1];
		if (!short || next === undefined || font.width(`${short[2]} ${next}`) > most) return line;
		lines[n + 1] = `${short[2]} ${next}`;
		return short[1]!;
	});
}

/** A word that is wider than a line. */
function pieces(word: string, font: Font, most: number): string[] {
	const parts = [''];
	for (const one of word) {
		if (font.width(parts.at(-1)! + one) > most) parts.push('');
		parts[parts.length - 1] += one;
	}
	return parts;
}

function cut(words: string, font: Font, most: number): string {
	if (font.width(words) <= most) return words;
	const letters = [...words];
	while (letters.length > 0 && font.width(`${letters.join('')}…`) > most) letters.pop();
	return `${letters.join('').replace(/[\s,.:;–-]+$/u, '')}…`;
}

const looks: Record<Look, { ink: keyof typeof colours; tint: keyof typeof colours; sign: string }> =
	{
		open: { ink: 'open', tint: 'open-tint', sign: '<circle r="10" fill="currentColor"/>' },
		overdue: {
			ink: 'bad',
			tint: 'bad-tint',
			sign: '<path d="M0-12 12 0 0 12-12 0z" fill="currentColor"/>'
		},
		answered: { ink: 'good', tint: 'good-tint', sign: '<path d="m-11 0 7 8 15-16"/>' },
		stopped: { ink: 'ink', tint: 'tint', sign: '<path d="M-9-9h18v18h-18z"/>' },
		plain: { ink: 'ink', tint: 'tint', sign: '<circle r="9"/>' }
	};

/** On the right of the mark: the same shapes as on pages. */
function phaseTag(phase: NonNullable<Card['phase']>, font: Font): string {
	const { ink, tint, sign } = looks[phase.look];
	const wide = font.width(phase.words) * 30 + 92;
	const label = words(phase.words, { x: 60, y: 38, size: 30, fill: ink });
	return [
		`<g transform="translate(${width - edge - wide} 58)" color="${colours[ink]}">`,
		`<rect width="${wide}" height="56" rx="6" fill="${colours[tint]}"/>`,
		`<g transform="translate(34 28)" fill="none" stroke="currentColor" stroke-width="4">${sign}</g>`,
		label,
		'</g>'
	].join('');
}

/** What a font cannot draw is left out rather than shown as an empty box. */
const drawable = (words: string, font: Font) =>
	[...words.normalize('NFC')].filter((one) => font.has(one) || /\s/u.test(one)).join('');

const xml = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
