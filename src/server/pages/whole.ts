import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { keepHeader, type Keep } from '#core/live/model.ts';
import { varyByEncoding } from './encoding.ts';

/** A page as it was drawn, with its headers. */
export interface WholePage {
	status: number;
	headers: OutgoingHttpHeaders;
	body: Buffer;
	/** What it stands and falls with; without it, it is kept nowhere. */
	keep: Keep | undefined;
}

/**
 * Makes a response give a page away instead of sending it, if it turns out to be a whole one. Its length is known then;
 * streams have none and pass through untouched, as does whatever is no page: `take` is told so by null.
 */
export function takeWhole(response: ServerResponse, take: (page: WholePage | null) => void): void {
	const { writeHead, write, end } = response;
	const chunks: Buffer[] = [];
	let keep: Keep | undefined;
	let started = false;
	let taken = false;

	response.writeHead = function (...given: unknown[]) {
		if (!started) {
			started = true;
			response.statusCode = Number(given[0]);
			keep = takeKeep(response);
			taken = isWhole(response, keep);
			if (!taken) take(null);
		}
		return taken ? response : (Reflect.apply(writeHead, response, given) as ServerResponse);
	};
	response.write = function (chunk: Uint8Array | string, ...rest: unknown[]) {
		if (!taken) return Reflect.apply(write, response, [chunk, ...rest]) as boolean;
		chunks.push(Buffer.from(chunk as Uint8Array));
		return true;
	};
	response.end = function (...given: unknown[]) {
		if (!taken) return Reflect.apply(end, response, given) as ServerResponse;
		if (given[0] instanceof Uint8Array) chunks.push(Buffer.from(given[0]));
		Object.assign(response, { writeHead, write, end });
		const { statusCode: status } = response;
		take({ status, headers: { ...response.getHeaders() }, body: Buffer.concat(chunks), keep });
		return response;
	};
}

/** Below this the headers weigh more than what is saved. */
const smallest = 1024;

/** Decides by the headers as they are about to be sent. */
function isWhole(response: ServerResponse, keep: Keep | undefined): boolean {
	const type = String(response.getHeader('content-type') ?? '');
	if (!type.startsWith('text/html') && !keep) return false;
	if (!type.includes('charset')) response.setHeader('content-type', `${type}; charset=utf-8`);
	const length = Number(response.getHeader('content-length') ?? 0);
	if (length < (keep ? 1 : smallest) || response.hasHeader('content-encoding')) return false;
	varyByEncoding(response);
	return response.req.method !== 'HEAD';
}

/** It is between the pages and us. */
function takeKeep(response: ServerResponse): Keep | undefined {
	const given = response.getHeader(keepHeader);
	response.removeHeader(keepHeader);
	return given === undefined ? undefined : (JSON.parse(String(given)) as Keep);
}
