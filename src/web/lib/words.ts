import { page } from '$app/state';
import type { Lang } from '#core/kernel/text.ts';
import { words, type Words } from '#messages/generated/messages.js';

/** The language of the page; a page that could not be loaded has only its address to tell. */
export function useLang(): Lang {
	const given = page.data.lang as Lang | undefined;
	return given ?? (/^\/(pl|en)(?:\/|$)/.exec(page.url.pathname)?.[1] as Lang | undefined) ?? 'uk';
}

/** The words of the page's language. */
export function useWords(): Words {
	return words(useLang());
}

/** Makes an address of the site keep the page's language: `/centres` becomes `/pl/centres`. */
export function useLinks(): (path: string) => string {
	return linksIn(useLang());
}

/** The same for a language of one's own choice, as the language switch needs it. */
export function linksIn(lang: Lang): (path: string) => string {
	if (lang === 'uk') return (path) => path;
	return (path) => `/${lang}${path.replace(/^\/(?=$|[?#])/, '')}`;
}
