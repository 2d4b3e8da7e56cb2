import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { projectRoot } from '../settings.ts';
import { compressPage } from './compression.ts';
import { pagesInDevelopment } from './development.ts';
import { sendProblem } from './problems.ts';
import { originRule, type Site } from './site.ts';

export interface Pages {
	handle(request: IncomingMessage, response: ServerResponse, next: () => void): unknown;
	close?(): Promise<void>;
}

interface PageOptions {
	site: Site;
	dev: boolean;
	secure: boolean;
	/** Of the session. */
	cookieName: string;
}

const formLimit = 65_536;
/** Officials paste the whole text that is consulted on; percent-encoded, a Cyrillic letter takes six bytes. */
const officeLimit = 524_288;

/** Lets SvelteKit answer whatever nothing else does: pages, form actions and assets. */
export async function pageRoutes(server: FastifyInstance, options: PageOptions) {
	const { site, dev, secure, cookieName } = options;
	const pages = dev ? await pagesInDevelopment(server.server) : await builtPages();
	const headers = pageHeaders(secure);
	if (pages.close) server.addHook('onClose', () => pages.close!());

	await server.register(async (scope) => {
		originRule(scope, site, cookieName);
		// SvelteKit reads the body itself.
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser('*', (_request, _body, done) => done(null));
		const config = { action: 'infrastructure' } as const;
		scope.all('/*', { config, schema: { hide: true } }, (request, reply) => {
			const refused = refusal(request);
			if (refused)
				return sendProblem(request, reply.header('connection', 'close'), { code: refused });
			const bare = withoutUkrainian(request.url);
			if (bare !== undefined) return reply.redirect(`${site.origin.origin}${bare}`, 308);
			answer(request, reply);
		});
	});

	function answer(request: FastifyRequest, reply: FastifyReply): void {
		const { raw } = request;
		reply.hijack();
		// What the outside says of itself counts only where `trustProxy` let it into `request`.
		raw.headers['x-forwarded-proto'] = site.origin.protocol.slice(0, -1);
		raw.headers['x-forwarded-host'] = site.origin.host;
		raw.headers['x-client-address'] = request.ip;
		for (const [name, value] of headers) reply.raw.setHeader(name, value);
		keepPolicyOfUnchanged(reply.raw);
		compressPage(raw, reply.raw);
		pages.handle(raw, reply.raw, () => {
			reply.raw.statusCode = 404;
			reply.raw.end();
		});
	}
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

/** A page that has not changed keeps the policy with which it came: the one from here would take its styles away. */
function keepPolicyOfUnchanged(response: ServerResponse): void {
	const { writeHead } = response;
	response.writeHead = function (...given: unknown[]) {
		if (given[0] === 304) response.removeHeader('content-security-policy');
		return Reflect.apply(writeHead, response, given) as ServerResponse;
	};
}

/** Browsers always say how long a form is. */
function refusal({ url, headers }: FastifyRequest): 'too_large' | 'length_required' | undefined {
	if (headers['transfer-encoding'] !== undefined) return 'length_required';
	const limit = /^\/(?:(?:pl|en)\/)?office(?:[/?]|$)/.test(url) ? officeLimit : formLimit;
	return Number(headers['content-length'] ?? 0) > limit ? 'too_large' : undefined;
}

/** Ukrainian stands at the bare address. */
function withoutUkrainian(url: string): string | undefined {
	const rest = /^\/uk(?=[/?]|$)[/\\]*(.*)$/s.exec(url)?.[1];
	return rest === undefined ? undefined : `/${rest}`;
}
