import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isForPrograms, sendProblem } from './problems.ts';

/** The public address; with port 0 it is known only once the server listens. */
export interface Site {
	origin: URL;
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Only our own name is answered: links, redirects and cookies would carry a foreign one further. */
export function hostRule(server: FastifyInstance, site: Site): void {
	server.addHook('onRequest', (request, reply, done) => {
		// Node takes the first; whoever stands before it may take the last.
		if ((request.raw.headersDistinct.host?.length ?? 0) > 1)
			return void sendProblem(request, reply, { code: 'malformed' });
		if (isOurHost(request.host, site) || /^\/(?:healthz|readyz)(?:\?|$)/.test(request.url))
			return done();
		if (isForPrograms(request.url))
			return void sendProblem(request, reply, { code: 'unknown_host' });
		// An absolute request target begins with no slash: then the front page has to do.
		const path = request.url.startsWith('/') ? request.url : '/';
		reply.redirect(`${site.origin.origin}${path}`, 308);
	});
}

/** Whoever names the whole address means its host, whatever the header says (RFC 9112 3.2.2). */
export function addressAsPath(request: IncomingMessage): string {
	const { url = '/', headers } = request;
	const address = /^https?:/i.test(url) ? URL.parse(url) : null;
	if (!address) return url;
	headers.host = address.host;
	return address.pathname + address.search;
}

/** Whether one of our own pages asks, or a program: those send no `Origin`, and then may bring no session. */
export function isOwnOrigin(request: FastifyRequest, site: Site, cookieName: string): boolean {
	const { origin } = request.headers;
	if (origin === undefined) return request.cookies[cookieName] === undefined;
	return origin === site.origin.origin;
}

/** Changes come from nowhere else. SvelteKit moreover wants an `Origin` with every form. */
export function originRule(server: FastifyInstance, site: Site, cookieName: string): void {
	server.addHook('onRequest', (request, reply, done) => {
		if (reads.has(request.method)) return done();
		const fetchSite = request.headers['sec-fetch-site'] ?? 'same-origin';
		const isOurs = fetchSite === 'same-origin' || fetchSite === 'none';
		if (isOurs && isOwnOrigin(request, site, cookieName)) return done();
		sendProblem(request, reply, { code: 'foreign_origin' });
	});
}

function isOurHost(host: string | undefined, { origin }: Site): boolean {
	if (!host) return false;
	if (host === origin.host) return true;
	// `example.org:443` and `EXAMPLE.org` are the same place.
	return (
		URL.parse(`${origin.protocol}//${host}/`)?.host === origin.host && /^[\w.:[\]-]+$/.test(host)
	);
}
