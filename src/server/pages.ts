import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { projectRoot } from '../settings.ts';
import { pagesInDevelopment } from './development.ts';
import { work } from './limits.ts';
import type { Load } from './load.ts';
import { createAnswer } from './pages/answer.ts';
import type { PageCache } from './pages/cache.ts';
import type { ChosenHromada } from './pages/hromada.ts';
import { knownAddress } from './pages/parameters.ts';
import { sendProblem } from './problems.ts';
import { isRead, originRule, type Site } from './site.ts';

export interface Pages {
	handle(request: IncomingMessage, response: ServerResponse, next: () => void): unknown;
	close?(): Promise<void>;
}

interface PageOptions {
	site: Site;
	load: Load;
	dev: boolean;
	secure: boolean;
	/** Of the session. */
	cookieName: string;
	/** Undefined where nothing is kept. */
	cache: PageCache | undefined;
	chosenHromada: ChosenHromada;
}

/** The route of all of them. */
export const everyPage = '/*';

const formLimit = 65_536;
/** Officials paste the whole text that is consulted on; percent-encoded, a Cyrillic letter takes six bytes. */
const officeLimit = 524_288;

/** Lets SvelteKit answer whatever nothing else does: pages, form actions and assets. */
export async function pageRoutes(server: FastifyInstance, options: PageOptions) {
	const { site, load, dev, secure, cookieName, cache, chosenHromada } = options;
	const pages = dev ? await pagesInDevelopment(server.server) : await builtPages();
	const answer = createAnswer({
		site,
		pages,
		cache,
		headers: pageHeaders(secure),
		cookieName,
		chosenHromada
	});
	if (pages.close) server.addHook('onClose', () => pages.close!());

	await server.register(async (scope) => {
		originRule(scope, site, cookieName);
		// The number of a request is told with a problem of the API; a logger that knows it costs as much as a short page.
		scope.setChildLoggerFactory((logger) => logger);
		// SvelteKit reads the body itself.
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser('*', (_request, _body, done) => done(null));
		const config = { action: 'infrastructure' } as const;
		scope.all(everyPage, { config, schema: { hide: true } }, (request, reply) => {
			const refused = refusal(request);
			if (refused)
				return sendProblem(request, reply.header('connection', 'close'), { code: refused });
			const bare = withoutUkrainian(request.url);
			if (bare !== undefined) return reply.redirect(`${site.origin.origin}${bare}`, 308);
			if (isRead(request)) request.raw.url = knownAddress(request.url);
			const ready = answer.ready(request);
			if (ready) {
				reply.hijack();
				return ready.send(request.raw, reply.raw);
			}
			// What was sent has been counted when it came.
			if (isRead(request) && !request.url.startsWith('/_app/')) load.charge(request, work.page);
			load.turn(request, reply, (end) => {
				reply.hijack();
				tellWhenMade(reply.raw, end);
				answer.draw(request, reply.raw);
			});
		});
	});
}

/** The pages as they were built beside the bundle of the server. */
async function builtPages(): Promise<Pages> {
	process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
	process.env.HOST_HEADER = 'x-forwarded-host';
	process.env.ADDRESS_HEADER = 'x-client-address';
	process.env.BODY_SIZE_LIMIT = String(officeLimit);
	const built = pathToFileURL(join(projectRoot, 'dist', 'handler.js')).href;
	const { handler } = (await import(/* @vite-ignore */ built)) as { handler: Pages['handle'] };
	return { handle: handler };
}

/** Pages replace the content security policy by SvelteKit's own: it knows the hashes. */
function pageHeaders(secure: boolean): [string, string][] {
	return [
		['x-content-type-options', 'nosniff'],
		// `no-referrer` would make browsers send `Origin: null` with every form.
		['referrer-policy', 'same-origin'],
		['x-frame-options', 'DENY'],
		// The picture of the site has its style within; SvelteKit's last resort of an error page too.
		[
			'content-security-policy',
			"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
		],
		['cross-origin-opener-policy', 'same-origin'],
		['cross-origin-resource-policy', 'same-origin'],
		['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()'],
		...(secure ? [['strict-transport-security', 'max-age=31536000'] as [string, string]] : [])
	];
}

/** A page is drawn as a whole before its first byte; how slowly it is read delays nobody. */
function tellWhenMade(response: ServerResponse, made: () => void): void {
	const { writeHead } = response;
	response.writeHead = function (...given: unknown[]) {
		made();
		const turnedAway = given[0] === 429 || given[0] === 503;
		if (turnedAway && !response.hasHeader('retry-after')) response.setHeader('retry-after', 5);
		return Reflect.apply(writeHead, response, given) as ServerResponse;
	};
	response.once('close', made);
}

/** Browsers always say how long a form is. */
function refusal({ url, headers }: FastifyRequest): 'too_large' | 'length_required' | undefined {
	if (headers['transfer-encoding'] !== undefined) return 'length_required';
	// What an official sent after the session had ended goes through sign-in.
	const isLong = /^\/(?:(?:pl|en)\/)?(?:office|sign-in)(?:[/?]|$)/.test(url);
	const limit = isLong ? officeLimit : formLimit;
	return Number(headers['content-length'] ?? 0) > limit ? 'too_large' : undefined;
}

/** Ukrainian stands at the bare address. */
function withoutUkrainian(url: string): string | undefined {
	const rest = /^\/uk(?=[/?]|$)[/\\]*(.*)$/s.exec(url)?.[1];
	return rest === undefined ? undefined : `/${rest}`;
}
