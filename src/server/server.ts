import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { App } from '#core/app.ts';
import type { Settings } from '../settings.ts';
import { everyRouteHasItsAction } from './actions.ts';
import { apiRoutes } from './api.ts';
import { healthRoutes } from './health.ts';
import { loadLimits, type Limits } from './limits.ts';
import { liveRoutes } from './live.ts';
import { createLive } from './live/live.ts';
import { limitLoad, readInTurns } from './load.ts';
import { loggerOptions, logAnswers } from './log.ts';
import { everyPage, pageRoutes } from './pages.ts';
import { createPageCache, type PageCache } from './pages/cache.ts';
import { chosenAmong } from './pages/hromada.ts';
import { pictureRoutes } from './pictures.ts';
import { problemOf, refuseConnection, sendProblem } from './problems.ts';
import { serializerCompiler } from './serialization.ts';
import { addressAsPath, hostRule, type Site } from './site.ts';
import { closeConnectionsAsTheyEnd } from './stopping.ts';
import { validatorCompiler } from './validation.ts';

interface ServerOptions extends Pick<Settings, 'trustProxy' | 'logLevel'> {
	site: Site;
	dev: boolean;
	limits: Partial<Limits>;
	/** The most that pages may take in memory; 0 keeps none. */
	pageCacheBytes: number;
}

declare module 'fastify' {
	interface FastifyInstance {
		/** Undefined where no page is kept. */
		pageCache: PageCache | undefined;
	}
}

/** The one HTTP server: health, API, live endpoint and pages, with the limits of RELIABILITY D12. */
export async function createServer(app: App, options: ServerOptions) {
	const { site, dev, limits, pageCacheBytes, trustProxy, logLevel } = options;
	const server: FastifyInstance = Fastify({
		logger: loggerOptions(logLevel),
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: () => randomUUID(),
		trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
		bodyLimit: 65_536,
		requestTimeout: 30_000,
		connectionTimeout: 30_000,
		keepAliveTimeout: 65_000,
		routerOptions: { maxParamLength: 64 },
		return503OnClosing: true,
		forceCloseConnections: 'idle',
		rewriteUrl: addressAsPath,
		// Any other upgrade may be passed over (RFC 9110 7.8); Vite has a socket of its own.
		http: {
			// Longer than the request may take, Node would swap the two; and it looks only twice a minute by itself.
			headersTimeout: 20_000,
			connectionsCheckingInterval: 5000,
			shouldUpgradeCallback: ({ headers, url = '' }) =>
				/^websocket$/i.test(headers.upgrade ?? '') && (dev || /^\/live(?:\?|$)/.test(url))
		},
		// Given both, Fastify loads none of its own; the types know only those.
		schemaController: {
			compilersFactory: {
				buildValidator: () => validatorCompiler as never,
				buildSerializer: () => serializerCompiler as never
			}
		},
		frameworkErrors: (error, request, reply) => void sendProblem(request, reply, problemOf(error)),
		clientErrorHandler: refuseConnection
	});
	server.server.maxConnections = 20_000;
	server.setErrorHandler((error, request, reply) => {
		const problem = problemOf(error);
		if (problem.code === 'internal') request.log.error(error);
		return sendProblem(request, reply, problem);
	});
	server.setNotFoundHandler((request, reply) => sendProblem(request, reply, { code: 'not_found' }));
	everyRouteHasItsAction(server);
	everyRouteEnds(server);
	logAnswers(server);
	closeConnectionsAsTheyEnd(server);
	await server.register(cookie);
	const load = await limitLoad(server, app, { limits: { ...loadLimits, ...limits }, trustProxy });
	hostRule(server, site);

	healthRoutes(server, app, load);
	pictureRoutes(server, app, { site, load });
	const live = createLive(app, { limits, log: (error) => server.log.error(error) });
	await liveRoutes(server, live, { site, dev });
	await server.register(
		async (api) => {
			readInTurns(api, load);
			await api.register(apiRoutes(app, site, live));
		},
		{ prefix: '/api' }
	);
	// What another process does is not told here; and while pages are being written, they change by themselves.
	const keepsPages = pageCacheBytes > 0 && !app.storage.shared && !dev;
	const cache = keepsPages ? createPageCache(app.storage, pageCacheBytes) : undefined;
	server.decorate('pageCache', cache);
	// Places come with a release: nobody adds one while the server runs.
	const hromadas = await app.areas.hromadas({ kind: 'visitor' }, undefined);
	await pageRoutes(server, {
		cache,
		chosenHromada: chosenAmong(new Set(hromadas.map(({ slug }) => slug))),
		site,
		load,
		dev,
		secure: app.options.secure,
		cookieName: app.sessions.cookieName
	});
	return server.withTypeProvider<TypeBoxTypeProvider>();
}
export type Server = Awaited<ReturnType<typeof createServer>>;

/** In time; but the answers of pages bypass it, and a timer for each would cost as much as a page from memory. */
function everyRouteEnds(server: FastifyInstance): void {
	server.addHook('onRoute', (route) => {
		if (route.url !== everyPage) route.handlerTimeout ??= 10_000;
	});
}
