import type { Lang } from '#core/kernel/text.ts';

/** Each language by its own name, in the order of the switch. */
export const languages: readonly { code: Lang; name: string }[] = [
	{ code: 'uk', name: 'Українська' },
	{ code: 'pl', name: 'Polski' },
	{ code: 'en', name: 'English' }
];

/** The address without its language: what all three languages of a page share. */
export function barePath(pathname: string): string {
	return pathname.replace(/^\/(?:pl|en)(?=\/|$)/, '') || '/';
}

/** What a reader has filtered and paged to, without the name of a form action. */
export function searchWithoutAction(search: Iterable<[string, string]>): string {
	const kept = [...search].filter(([name]) => !name.startsWith('/'));
	return kept.length === 0 ? '' : `?${new URLSearchParams(kept).toString()}`;
}

/** What a field is called of which there is one for each language, by its paths. */
export const inEach = (path: string, label: string): Record<string, string> =>
	Object.fromEntries(languages.map(({ code, name }) => [`${path}.${code}`, `${label} (${name})`]));
