import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { hromadaHeader } from '#core/areas/model.ts';
import type { Pages } from '../pages.ts';
import type { Site } from '../site.ts';
import type { PageCache } from './cache.ts';
import type { KeptPage } from './kept.ts';
import { chosenEncoding, encode } from './encoding.ts';
import type { ChosenHromada } from './hromada.ts';
import { isAddressOfPage } from './parameters.ts';
import { isUnchanged } from './unchanged.ts';
import { takeWhole, type WholePage } from './whole.ts';

interface Parts {
	site: Site;
	pages: Pages;
	/** Undefined where nothing is kept. */
	cache: PageCache | undefined;
	/** On every answer. */
	headers: readonly (readonly [string, string])[];
	/** Of the session. */
	cookieName: string;
	chosenHromada: ChosenHromada;
}

/** Answers with a page from memory, or lets SvelteKit draw it. */
export function createAnswer(parts: Parts) {
	const { site, pages, cache, headers, cookieName, chosenHromada } = parts;
	return {
		/** Undefined where it has to be drawn. */
		ready: ({ raw, url }: FastifyRequest): KeptPage | undefined =>
			isForAll(raw, cookieName) ? cache?.find(nameOf(raw, url)) : undefined,
		draw(request: FastifyRequest, response: ServerResponse): void {
			const { raw, url } = request;
			if (cache && raw.method === 'GET' && isForAll(raw, cookieName) && mayBeKept(url))
				drawOnce(cache, request, response).catch((error: Error) => response.destroy(error));
			else draw(request, response);
		}
	};

	/** Of a page, among those that are kept: no address has a space in it. */
	function nameOf(raw: IncomingMessage, url: string): string {
		const hromada = chosenHromada(raw);
		return hromada === undefined ? url : `${url} ${hromada}`;
	}

	/** Of all who ask for the same meanwhile, the first one has it drawn. */
	async function drawOnce(
		cache: PageCache,
		request: FastifyRequest,
		response: ServerResponse
	): Promise<void> {
		const { raw } = request;
		const address = nameOf(raw, request.url);
		for (;;) {
			const rendering = cache.underWay(address);
			if (!rendering) break;
			const outcome = await rendering.join();
			if (outcome === 'not kept') return draw(request, response);
			const page = outcome === 'late' ? cache.find(address) : outcome;
			if (page) return page.send(raw, response);
		}
		const rendering = cache.begin(address);
		response.once('close', rendering.abandon);
		// The whole page is wanted, whatever the first one to ask knows already.
		const { 'if-none-match': known, ...asked } = raw.headers;
		raw.headers = asked;
		drawWith(request, response, (page) => {
			const kept = rendering.finish(page);
			if (known !== undefined) raw.headers['if-none-match'] = known;
			if (kept) kept.send(raw, response);
			else if (page) sendOnce(raw, response, page);
		});
	}

	function draw(request: FastifyRequest, response: ServerResponse): void {
		drawWith(request, response, (page) => page && sendOnce(request.raw, response, page));
	}

	function drawWith(
		{ raw, ip, url }: FastifyRequest,
		response: ServerResponse,
		take: (page: WholePage | null) => void
	): void {
		// What the outside says of itself counts only where `trustProxy` let it into `request`.
		raw.headers['x-forwarded-proto'] = site.origin.protocol.slice(0, -1);
		raw.headers['x-forwarded-host'] = site.origin.host;
		raw.headers['x-client-address'] = ip;
		const hromada = chosenHromada(raw);
		if (hromada === undefined) delete raw.headers[hromadaHeader];
		else raw.headers[hromadaHeader] = hromada;
		for (const [name, value] of headers)
			if (name !== 'x-frame-options' || !isForFrames(url)) response.setHeader(name, value);
		if (lasting.has(raw.url!)) response.setHeader('cache-control', 'public, max-age=86400');
		if (/^\/live\.d\.ts(?:\?|$)/.test(raw.url!)) sendAsText(response);
		if (!isAsset(raw.url!)) {
			keepPolicyOfUnchanged(response);
			takeWhole(response, take);
		}
		pages.handle(raw, response, () => {
			response.statusCode = 404;
			response.end();
		});
	}
}

/** The same for everybody: only to read, and without a session. */
const isForAll = ({ method, headers }: IncomingMessage, cookieName: string) =>
	(method === 'GET' || method === 'HEAD') && !headers.cookie?.includes(cookieName);

/** The cards that others show within their own pages: old browsers read no policy, only this header. */
const isForFrames = (url: string) => /^\/(?:(?:pl|en)\/)?embed\//.test(url);

/** Longer ones are no links of ours. */
const longest = 500;

/** Pages and feeds in the one way in which we write them: `%61` for an `a` would be another address for the same page. */
function mayBeKept(url: string): boolean {
	const [path = ''] = url.split('?', 1);
	return url.length <= longest && isAddressOfPage(path);
}

/** Files that change with a release at most; their names stay. */
const lasting = new Set(['/favicon.svg', '/robots.txt']);

/** Named after what is in them: they never change, and SvelteKit says so. */
const isAsset = (url: string) => url.startsWith('/_app/');

/** To this one alone. */
function sendOnce(request: IncomingMessage, response: ServerResponse, page: WholePage): void {
	const etag = String(response.getHeader('etag') ?? '');
	const known = request.headers['if-none-match'];
	if (page.status === 200 && etag !== '' && known !== undefined && isUnchanged(known, etag)) {
		for (const name of ['content-type', 'content-length', 'link']) response.removeHeader(name);
		response.writeHead(304).end();
		return;
	}
	const encoding = chosenEncoding(request.headers['accept-encoding']);
	if (!encoding) return void response.end(page.body);
	encode(page.body, encoding, 'once').then(
		(body) => {
			// The same page in other bytes.
			if (etag !== '' && !etag.startsWith('W/')) response.setHeader('etag', `W/${etag}`);
			response.setHeader('content-encoding', encoding);
			response.setHeader('content-length', body.length);
			response.end(body);
		},
		(error: Error) => response.destroy(error)
	);
}

/** By its ending, TypeScript would go as a video; compilers go by the name, and browsers show what is text. */
function sendAsText(response: ServerResponse): void {
	const { writeHead } = response;
	response.writeHead = function (status: unknown, headers: unknown) {
		const told = { ...(headers as OutgoingHttpHeaders) };
		if (told['content-type']) told['content-type'] = 'text/plain; charset=utf-8';
		return Reflect.apply(writeHead, response, [status, told]) as ServerResponse;
	};
}

/** A page that has not changed keeps the policy with which it came: the one from here would take its styles away. */
function keepPolicyOfUnchanged(response: ServerResponse): void {
	const { writeHead } = response;
	response.writeHead = function (...given: unknown[]) {
		if (given[0] === 304) response.removeHeader('content-security-policy');
		return Reflect.apply(writeHead, response, given) as ServerResponse;
	};
}
