import { xmlElement as element, xmlText } from './xml.ts';

export interface AtomEntry {
	/** Stable, and no other's. */
	id: string;
	title: string;
	href: string;
	at: number;
	author: string;
	summary: string;
	/** Of title and summary where it is not the feed's. */
	lang?: string | undefined;
}

export interface AtomFeed {
	title: string;
	lang: string;
	/** The feed's own address, which is its id too. */
	self: string;
	/** The page that tells the same. */
	href: string;
	/** When nothing has been told yet. */
	since: number;
	entries: readonly AtomEntry[];
}

/** A feed by RFC 4287. */
export function atomOf({ title, lang, self, href, since, entries }: AtomFeed): string {
	const updated = Math.max(since, ...entries.map(({ at }) => at));
	const content = [
		text('id', self),
		text('title', title),
		text('updated', instant(updated)),
		element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
		element('link', { rel: 'alternate', type: 'text/html', href }),
		...entries.map(entryOf)
	].join('\n');
	const feed = element('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': lang }, content);
	return `<?xml version="1.0" encoding="utf-8"?>\n${feed}\n`;
}

function entryOf({ id, title, href, at, author, summary, lang }: AtomEntry): string {
	return element(
		'entry',
		{ 'xml:lang': lang },
		[
			text('id', id),
			text('title', title),
			text('updated', instant(at)),
			element('author', {}, text('name', author)),
			element('link', { rel: 'alternate', type: 'text/html', href }),
			text('summary', summary)
		].join('')
	);
}

const text = (name: string, words: string) => element(name, {}, xmlText(words));
const instant = (at: number) => new Date(at).toISOString();
