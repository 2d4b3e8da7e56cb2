import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Keep } from '#core/live/model.ts';
import { chosenEncoding, encode, type Encoding } from './encoding.ts';
import { isUnchanged } from './unchanged.ts';
import type { WholePage } from './whole.ts';

/** A page in memory, ready to be sent to anybody, in each form in which somebody has asked for it. */
export interface KeptPage {
	readonly keep: Keep;
	/** Of all its forms. */
	readonly bytes: number;
	send(request: IncomingMessage, response: ServerResponse): void;
}

type FormName = Encoding | 'identity';

/** The bytes and the headers of one form, as they are written to the socket: names and values in turn. */
interface Form {
	etag: string;
	headers: string[];
	unchanged: string[];
	body: Buffer;
}

/** Besides the bodies: headers, and what holds them. */
const overhead = 4096;

/** `grown` is called whenever another form was made. */
export function createKeptPage(
	{ headers, body: html }: WholePage,
	keep: Keep,
	grown: () => void
): KeptPage {
	// Of the words, so that the same page has the same one again after it was dropped, and after a restart.
	const digest = createHash('sha256').update(html).digest('base64url').slice(0, 27);
	const { etag: _etag, 'content-length': _length, ...shared } = headers;
	const forms: Partial<Record<FormName, Form>> = {};
	const underWay: Partial<Record<FormName, Promise<Form>>> = {};
	let bytes = overhead;
	add('identity', html);

	function add(name: FormName, body: Buffer): Form {
		const etag = name === 'identity' ? `"${digest}"` : `"${digest}-${name}"`;
		const own = { ...shared, etag, 'content-length': body.length };
		const encoded = name === 'identity' ? own : { ...own, 'content-encoding': name };
		const form = { etag, body, headers: flat(encoded), unchanged: flat(withoutContent(own)) };
		forms[name] = form;
		bytes += body.length;
		return form;
	}

	async function make(name: Encoding): Promise<Form> {
		const form = add(name, await encode(html, name, 'kept'));
		grown();
		return form;
	}

	return {
		keep,
		get bytes() {
			return bytes;
		},
		send(request, response) {
			const name = chosenEncoding(request.headers['accept-encoding']) ?? 'identity';
			const form = forms[name];
			if (form) return sendForm(request, response, form);
			// `identity` is always there.
			void (underWay[name] ??= make(name as Encoding)).then(
				(made) => sendForm(request, response, made),
				(error: Error) => response.destroy(error)
			);
		}
	};
}

function sendForm(
	{ method, headers }: IncomingMessage,
	response: ServerResponse,
	{ etag, headers: all, unchanged, body }: Form
): void {
	const known = headers['if-none-match'];
	if (known !== undefined && isUnchanged(known, etag)) response.writeHead(304, unchanged).end();
	else response.writeHead(200, all).end(method === 'HEAD' ? undefined : body);
}

/** What is not sent again with 304: the policy from here would take the styles of a page away. */
function withoutContent(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => !/^(?:content-|link$)/.test(name))
	);
}

const flat = (headers: OutgoingHttpHeaders) =>
	Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
