import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);
/** Below this the headers weigh more than what is saved. */
const smallest = 1024;
/** The default of 11 takes 30 times as long for a tenth less. */
const quality = 4;

type Encoding = 'br' | 'gzip';

/**
 * Makes a response compress itself if it turns out to be a whole page. Its length is known then; streams
 * have none and pass through untouched.
 */
export function compressPage(request: IncomingMessage, response: ServerResponse): void {
	const { writeHead, write, end } = response;
	const chunks: Buffer[] = [];
	let encoding: Encoding | undefined;
	let started = false;

	response.writeHead = function (...given: unknown[]) {
		if (!started) {
			started = true;
			response.statusCode = Number(given[0]);
			encoding = begin(request, response);
		}
		return encoding ? response : (Reflect.apply(writeHead, response, given) as ServerResponse);
	};
	response.write = function (chunk: Uint8Array | string, ...rest: unknown[]) {
		if (!encoding) return Reflect.apply(write, response, [chunk, ...rest]) as boolean;
		chunks.push(Buffer.from(chunk as Uint8Array));
		return true;
	};
	response.end = function (...given: unknown[]) {
		if (!encoding) return Reflect.apply(end, response, given) as ServerResponse;
		if (given[0] instanceof Uint8Array) chunks.push(Buffer.from(given[0]));
		finish(encoding, Buffer.concat(chunks)).catch((error: Error) => response.destroy(error));
		return response;
	};

	async function finish(chosen: Encoding, page: Buffer): Promise<void> {
		const body =
			chosen === 'br'
				? await brotli(page, {
						params: {
							[constants.BROTLI_PARAM_QUALITY]: quality,
							[constants.BROTLI_PARAM_SIZE_HINT]: page.length
						}
					})
				: await deflate(page);
		const etag = response.getHeader('etag');
		// The same page in other bytes.
		if (typeof etag === 'string' && !etag.startsWith('W/')) response.setHeader('etag', `W/${etag}`);
		response.setHeader('content-encoding', chosen);
		response.setHeader('content-length', body.length);
		encoding = undefined;
		response.end(body);
	}
}

/** Decides by the headers as they are about to be sent. */
function begin(request: IncomingMessage, response: ServerResponse): Encoding | undefined {
	const type = String(response.getHeader('content-type') ?? '');
	if (!type.startsWith('text/html')) return undefined;
	if (!type.includes('charset')) response.setHeader('content-type', 'text/html; charset=utf-8');
	const length = Number(response.getHeader('content-length') ?? 0);
	if (length < smallest || response.hasHeader('content-encoding')) return undefined;
	vary(response);
	return request.method === 'HEAD' ? undefined : chosenEncoding(request);
}

function vary(response: ServerResponse): void {
	const before = response.getHeader('vary');
	const names = before === undefined ? [] : String(before).split(/\s*,\s*/);
	if (!names.some((name) => name.toLowerCase() === 'accept-encoding'))
		response.setHeader('vary', [...names, 'Accept-Encoding'].join(', '));
}

function chosenEncoding(request: IncomingMessage): Encoding | undefined {
	const accepted = new Map(
		String(request.headers['accept-encoding'] ?? '')
			.toLowerCase()
			.split(',')
			.map((part) => {
				const [name = '', weight = ''] = part.split(';');
				return [name.trim(), !/^\s*q=0(?:\.0*)?\s*$/.test(weight)];
			})
	);
	return (['br', 'gzip'] as const).find((name) => accepted.get(name) ?? accepted.get('*'));
}
