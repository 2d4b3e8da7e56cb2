import { createHash } from 'node:crypto';
import { isRefusal } from '#core/kernel/errors.ts';
import type { Words } from '#messages/generated/messages.js';

interface Described {
	/** With its charset. */
	type: string;
	/** The name under which it is kept; without one, it is shown. */
	name?: string | undefined;
}

/** A document beside the pages; SvelteKit answers 304 to whoever has the same. */
export function documentOf(body: string, { type, name }: Described): Response {
	const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
	return new Response(body, {
		headers: {
			'content-type': type,
			etag,
			...(name && { 'content-disposition': `attachment; filename="${name}"` })
		}
	});
}

/** The document that is made of something; where that is not there, says so in plain words. */
export async function orNothingHere(m: Words, made: Promise<Response>): Promise<Response> {
	try {
		return await made;
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'not_found')
			return nothingHere(m.error_page.not_found());
		throw refusal;
	}
}

/** Says in plain words that there is nothing at this address. */
export function nothingHere(words: string): Response {
	return new Response(`${words}\n`, {
		status: 404,
		headers: { 'content-type': 'text/plain; charset=utf-8' }
	});
}
