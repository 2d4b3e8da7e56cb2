import { transcode } from 'node:buffer';
import { hash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { ResolveOptions } from '@sveltejs/kit/hooks';
import type { Lang } from '#core/kernel/text.ts';

interface Drawing {
	resolve(event: RequestEvent, options: ResolveOptions): Promise<Response>;
	/** Asked when the page is drawn: what no cache keeps needs no digest either. */
	isPrivate(): boolean;
}

/**
 * Resolves an event; where that draws a page, it becomes bytes here. SvelteKit would read it letter by letter for a
 * digest of 32 bits and then encode it, a fifth of the time that a long page takes.
 */
export async function draw(
	event: RequestEvent,
	{ resolve, isPrivate }: Drawing
): Promise<Response> {
	let page: string | undefined;
	const response = await resolve(event, {
		transformPageChunk({ html }) {
			page = html;
			return '';
		}
	});
	if (page === undefined) return response;
	const bytes = bytesOf(inLanguage(page, event.locals.lang));
	const { status, headers } = response;
	headers.set('content-length', String(bytes.length));
	headers.delete('etag');
	if (status === 200 && !isPrivate())
		headers.set('etag', `"${hash('sha256', bytes, 'base64url')}"`);
	return new Response(bytes, { status, headers });
}

/** `app.html` is written in Ukrainian. */
function inLanguage(page: string, lang: Lang): string {
	return lang === 'uk' ? page : page.replace('<html lang="uk">', `<html lang="${lang}">`);
}

/** By way of UTF-16 it takes a fifth of the time that writing UTF-8 at once does. */
function bytesOf(page: string): Uint8Array<ArrayBuffer> {
	try {
		return transcode(Buffer.from(page, 'utf16le'), 'utf16le', 'utf8');
	} catch {
		// It holds half a character, which no keyboard writes.
		return Buffer.from(page);
	}
}
