import type { Page } from 'playwright-core';

/** A page as it came, and what somebody must be able to read in it, in its words or in its fields. */
export interface Shown {
	about: string;
	html: string;
	words: readonly string[];
}

/** The little of the DOM that is asked here; these tests know no browser. */
interface Node {
	textContent: string;
	attributes: Iterable<{ name: string; value: string }>;
	getAttribute(name: string): string | null;
	querySelectorAll(selector: string): Iterable<Node>;
	body: Node;
}

/**
 * Reads pages with the parser of a real browser, and tells of each that lacks its words, or holds what runs
 * or leads away.
 */
export async function faultsInMarkup(page: Page, shown: readonly Shown[]): Promise<string[]> {
	const faults: string[] = [];
	for (let at = 0; at < shown.length; at += 200)
		faults.push(...(await page.evaluate(readAll, shown.slice(at, at + 200))));
	return faults;
}

// Runs in the browser.
function readAll(pages: Shown[]): string[] {
	const { DOMParser, URL } = globalThis as unknown as {
		DOMParser: new () => { parseFromString(html: string, type: string): Node };
		URL: { parse(address: string, base: string): { protocol: string; host: string } | null };
	};
	// What the parser itself makes of a text: CRLF, NUL, and the line break that opens a field.
	const plain = (text: string) => text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD').trim();
	return pages.flatMap(({ about, html, words }) => {
		const document = new DOMParser().parseFromString(html, 'text/html');
		const all = [...document.querySelectorAll('*')];
		const fields = all.map((element) => element.getAttribute('value') ?? '');
		const read = plain([document.body.textContent, ...fields].join('\n'));
		const missing = words.filter((word) => !read.includes(plain(word)));
		const inline = [
			...document.querySelectorAll('script:not([src^="/_app/"]), iframe, object, base')
		];
		const leadsAway = (address: string) => {
			const { protocol, host } = URL.parse(address, 'http://localhost') ?? {};
			return (
				!/^(?:https?|mailto|tel):$/.test(protocol ?? '') ||
				// Authorities of the demo have sites of their own.
				!/^(?:localhost(?::\d+)?|[a-z-]+\.example\.org)?$/.test(host ?? '')
			);
		};
		const wrong = all.flatMap((element) =>
			[...element.attributes].filter(
				({ name, value }) =>
					/^(?:on|srcdoc)/.test(name) ||
					(/^(?:href|src|action|formaction)$/.test(name) && leadsAway(value))
			)
		);
		return [
			...missing.map((word) => `${about} lacks ${JSON.stringify(word)}`),
			...inline.map((element) => `${about} runs ${element.textContent}`),
			...wrong.map(({ name, value }) => `${about} has ${name}=${value}`)
		];
	});
}
