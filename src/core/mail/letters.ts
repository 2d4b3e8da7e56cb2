import { dateInWords } from '#messages/dates.ts';
import { words, type Words } from '#messages/generated/messages.js';
import type { Lang } from '../kernel/text.ts';
import type { LetterKind } from './model.ts';

export interface LetterWords {
	subject: string;
	text: string;
	html: string;
}

interface Content {
	kind: LetterKind;
	language: Lang;
	values: Record<string, string>;
	/** The public address: the only one to which a letter leads. */
	origin: string;
}

/**
 * A letter in its receiver's language, as plain text and as simple HTML. Nothing that anybody typed stands in the
 * subject, and nothing in the HTML but as text.
 */
export function letterWords({ kind, language, values, origin }: Content): LetterWords {
	const m = words(language);
	const link = values['link'] === undefined ? '' : linkAt(origin, values['link']);
	const body = m.letter_text[kind]({ ...named(m, language, values), link });
	const paragraphs = [m.letter.greeting(), body, m.letter.signature({ origin })]
		.flatMap((part) => part.split(/\n{2,}/))
		.filter((one) => one.trim() !== '');
	const subject = `${m.site_name()}: ${m.letter_subject[kind]()}`;
	return {
		subject,
		text: `${paragraphs.join('\n\n')}\n`,
		html: page(language, subject, paragraphs)
	};

	function page(lang: Lang, title: string, texts: readonly string[]): string {
		const shown = texts.map((text) => `<p>${text === link ? anchor(link) : inHtml(text)}</p>`);
		return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><title>${inHtml(title)}</title></head>
<body>
${shown.join('\n')}
</body>
</html>
`;
	}
}

/** What stands as a code in the values, in words; what people typed loses what could turn a line around. */
function named(m: Words, language: Lang, values: Record<string, string>): Record<string, string> {
	const { role, scope, outcome, until, ...others } = values;
	const clean = Object.fromEntries(
		Object.entries(others).map(([name, value]) => [name, visible(value)])
	);
	return {
		...clean,
		...(role !== undefined && { role: wordFor(m.letter_role, role) }),
		...(scope !== undefined && { scope: visible(scope) || m.letter_whole_network() }),
		...(until !== undefined && { until: dateInWords(until, language) }),
		...(outcome !== undefined && { outcome: wordFor(m.letter_outcome, outcome) })
	};
}

function wordFor(group: object, code: string): string {
	const found = new Map<string, unknown>(Object.entries(group)).get(code);
	return typeof found === 'function' ? (found as () => string)() : visible(code);
}

/** Without control characters and without directions that override their surroundings; lines stay lines. */
const visible = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{C}\n]/gu, '');

/** A path of the site, never another host, whatever it is made of. */
function linkAt(origin: string, path: string): string {
	const url = new URL(origin);
	const [pathname = '/', query] = path.split('?', 2);
	url.pathname = `/${pathname.replace(/^[/\\]+/, '')}`;
	url.search = query ?? '';
	return url.href;
}

const anchor = (link: string) => `<a href="${inHtml(link)}">${inHtml(link)}</a>`;

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'\n': '<br>\n'
};
const inHtml = (text: string) => text.replace(/[&<>"'\n]/g, (sign) => entities[sign]!);
