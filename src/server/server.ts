import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { App } from '#core/app.ts';
import type { Settings } from '../settings.ts';
import { everyRouteHasItsAction } from './actions.ts';
import { apiRoutes } from './api.ts';
import { healthRoutes } from './health.ts';
import { liveRoutes } from './live.ts';
import type { LiveLimits } from './live/limits.ts';
import { loggerOptions, logAnswers } from './log.ts';
import { pageRoutes } from './pages.ts';
import { problemOf, refuseConnection, sendProblem } from './problems.ts';
import { addressAsPath, hostRule, type Site } from './site.ts';
import { closeConnectionsAsTheyEnd } from './stopping.ts';

interface ServerOptions extends Pick<Settings, 'trustProxy' | 'logLevel'> {
	site: Site;
	dev: boolean;
	limits: Partial<LiveLimits>;
}

/** The one HTTP server: health, API, live endpoint and pages, with the limits of RELIABILITY D12. */
export async function createServer(app: App, options: ServerOptions) {
	const { site, dev, limits, trustProxy, logLevel } = options;
	const server: FastifyInstance = Fastify({
		logger: loggerOptions(logLevel),
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: () => randomUUID(),
		trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
		bodyLimit: 65_536,
		requestTimeout: 30_000,
		connectionTimeout: 30_000,
		handlerTimeout: 10_000,
		keepAliveTimeout: 65_000,
		routerOptions: { maxParamLength: 64 },
		return503OnClosing: true,
		forceCloseConnections: 'idle',
		rewriteUrl: addressAsPath,
		// Any other upgrade may be passed over (RFC 9110 7.8); Vite has a socket of its own.
		http: {
			shouldUpgradeCallback: ({ headers, url = '' }) =>
				/^websocket$/i.test(headers.upgrade ?? '') && (dev || /^\/live(?:\?|$)/.test(url))
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
	logAnswers(server);
	hostRule(server, site);
	closeConnectionsAsTheyEnd(server);
	await server.register(cookie);

	healthRoutes(server, app);
	await liveRoutes(server, app, { site, dev, limits });
	await server.register(apiRoutes(app, site), { prefix: '/api' });
	await pageRoutes(server, {
		site,
		dev,
		secure: app.options.secure,
		cookieName: app.sessions.cookieName
	});
	return server.withTypeProvider<TypeBoxTypeProvider>();
}
export type Server = Awaited<ReturnType<typeof createServer>>;
