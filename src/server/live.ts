import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { App } from '#core/app.ts';
import { upgradesWithoutVite } from './development.ts';
import { createClient, type Client } from './live/client.ts';
import { createCounts, liveLimits, type LiveLimits } from './live/limits.ts';
import { createSessionWatch } from './live/sessions.ts';
import { createTopics } from './live/topics.ts';
import { sendProblem } from './problems.ts';
import { isOwnOrigin, type Site } from './site.ts';

interface LiveOptions {
	site: Site;
	dev: boolean;
	limits: Partial<LiveLimits>;
}

/** An erased account is named nowhere, so it has no entry for its sessions. */

/** `/live`: what happens, as it happens, over a WebSocket (RELIABILITY D2). */
export async function liveRoutes(server: FastifyInstance, app: App, options: LiveOptions) {
	const { site, dev } = options;
	const limits = { ...liveLimits, ...options.limits };
	const log = (error: unknown) => server.log.error(error);
	const topics = createTopics(app, limits, log);
	const sockets = createCounts();
	const clients = new Set<Client>();
	const sessions = createSessionWatch(app, log);

	const heart = setInterval(() => {
		const now = app.storage.now();
		for (const client of clients) client.beat(now);
		// Those that ran out by themselves, and what another process did.
		sessions.look();
	}, limits.beatMs);

	// Before the plugin's own hook, which closes without a word.
	server.addHook('preClose', (done) => {
		clearInterval(heart);
		for (const client of clients) client.bye();
		done();
	});
	await server.register(websocket, {
		options: {
			maxPayload: 4096,
			maxFragments: 16,
			perMessageDeflate: false,
			...(dev && { server: upgradesWithoutVite(server.server) })
		},
		// What a client did wrong is told to it by the close code.
		errorHandler: (error, _, request) => request.log.debug(error)
	});
	const config = { action: 'live.read' } as const;
	const onRequest = onlyOwnPages(site, app.sessions.cookieName);
	await server.register(async (live) => {
		live.get('/live', { websocket: true, config, onRequest }, (socket, request) => {
			const session = request.cookies[app.sessions.cookieName];
			const leave = takePlaces(request, session);
			if (!leave) return socket.close(4429, 'flood');
			const actor = app.sessions.actorOf(session);
			// Before anything is waited for, or first messages would be lost.
			const client = createClient(socket, { app, actor, topics, limits, log });
			clients.add(client);
			const forget = sessions.watch(session, client, actor);
			socket.on('close', () => {
				clients.delete(client);
				forget();
				leave();
			});
		});
	});

	function takePlaces(request: FastifyRequest, session: string | undefined) {
		const leaveAddress = sockets.take(`address ${request.ip}`, limits.socketsPerAddress);
		if (!leaveAddress) return undefined;
		if (session === undefined) return leaveAddress;
		const leaveSession = sockets.take(`session ${session}`, limits.socketsPerSession);
		if (!leaveSession) return void leaveAddress();
		return () => {
			leaveAddress();
			leaveSession();
		};
	}
}

/** Browsers let any page open a socket to anywhere, with our cookies: whose page it is must be asked. */
function onlyOwnPages(site: Site, cookieName: string) {
	return (request: FastifyRequest, reply: Parameters<typeof sendProblem>[1], done: () => void) => {
		if (!request.ws)
			return void sendProblem(request, reply.header('upgrade', 'websocket'), {
				code: 'upgrade_required'
			});
		if (isOwnOrigin(request, site, cookieName)) return done();
		sendProblem(request, reply, { code: 'foreign_origin' });
	};
}
