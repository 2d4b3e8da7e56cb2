import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isForPrograms, sendProblem } from './problems.ts';

/** The public address; with port 0 it is known only once the server listens. */
export interface Site {
	origin: URL;
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

export const isRead = ({ method }: FastifyRequest) => reads.has(method);

/** Only our own name is answered: links, redirects and cookies would carry a foreign one further. */
export function hostRule(server: FastifyInstance, site: Site): void {
	server.addHook('onRequest', (request, reply, done) => {
		// Node takes the first; whoever stands before it may take the last.
		if (namesSeveralHosts(request.raw))
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

function namesSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
	let hosts = 0;
	for (let place = 0; place < rawHeaders.length; place += 2)
		if (rawHeaders[place]!.length === 4 && rawHeaders[place]!.toLowerCase() === 'host') hosts += 1;
	return hosts > 1;
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

/** Browsers send no `Origin` when a page reads from its own place; elsewhere they do, or say that it is another one. */
export function isReadByOurPages({ headers }: FastifyRequest, site: Site): boolean {
	const { origin, 'sec-fetch-site': from = 'same-origin' } = headers;
	if (origin !== undefined && origin !== site.origin.origin) return false;
	return from === 'same-origin' || from === 'none';
}

/** Changes come from nowhere else. SvelteKit moreover wants an `Origin` with every form. */
export function originRule(server: FastifyInstance, site: Site, cookieName: string): void {
	server.addHook('onRequest', (request, reply, done) => {
		if (isRead(request)) return done();
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
