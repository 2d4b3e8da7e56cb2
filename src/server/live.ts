import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import websocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { upgradesWithoutVite } from './development.ts';
import type { Live } from './live/live.ts';
import { followBySocket } from './live/socket.ts';
import { sendProblem } from './problems.ts';
import { isOwnOrigin, type Site } from './site.ts';

/** After a close code, who does not close as well is cut off; its types do not know it yet. */
const ends: object = { closeTimeout: 2000 };

/** `/live`: what happens, as it happens, over a WebSocket (RELIABILITY D2). */
export async function liveRoutes(
	server: FastifyInstance,
	live: Live,
	{ site, dev }: { site: Site; dev: boolean }
) {
	const { app } = live;
	// Before the plugin's own hook, which closes without a word.
	server.addHook('preClose', (done) => {
		live.stop();
		done();
	});
	// Half closed by its client, a socket that was refused would stay for ever: nothing else listens to it.
	server.addHook('onResponse', ({ raw }, _, done) => {
		if ((raw as { upgrade?: boolean }).upgrade) raw.socket.destroySoon();
		done();
	});
	await server.register(websocket, {
		options: {
			maxPayload: 4096,
			maxFragments: 16,
			perMessageDeflate: false,
			// One message of each socket in a turn: of a flood no more is read than it takes to notice it.
			allowSynchronousEvents: false,
			...ends,
			...(dev && { server: upgradesWithoutVite(server.server) })
		},
		errorHandler: (error, _, request) => request.log.debug(error)
	});
	const config = { action: 'live.read' } as const;
	const onRequest = onlyOwnPages(site, app.sessions.cookieName);
	await server.register(async (scope) => {
		scope.get('/live', { websocket: true, config, onRequest }, (socket, request) =>
			open(live, socket, request)
		);
	});
}

function open(live: Live, socket: WebSocket, request: FastifyRequest): void {
	const { app } = live;
	forgetRequest(socket, request);
	const leave = live.takePlaces(request);
	if (!leave) return socket.close(4429, 'flood');
	const session = request.cookies[app.sessions.cookieName];
	const actor = app.sessions.actorOf(session);
	// Before anything is waited for, or first messages would be lost.
	const { client, subscriber } = followBySocket(live, {
		socket,
		stream: request.raw.socket,
		session,
		actor
	});
	const exit = live.enter(client);
	const forget = live.sessions.watch(session, subscriber, actor);
	socket.on('close', () => {
		exit();
		forget();
		leave();
		subscriber.end();
	});
}

/** What belongs to the request would be kept in memory for as long as the socket is there, thousands of times. */
function forgetRequest(socket: WebSocket, { raw }: FastifyRequest): void {
	// The plugin's listener holds it; what a client did wrong is told to it by the close code.
	socket.removeAllListeners('error').on('error', ignore);
	const { _httpMessage: response } = raw.socket as Socket & { _httpMessage?: ServerResponse };
	response?.detachSocket(raw.socket);
}
const ignore = () => undefined;

/** Browsers let any page open a socket to anywhere, with our cookies: whose page it is must be asked. */
function onlyOwnPages(site: Site, cookieName: string) {
	return (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
		if (!request.ws)
			return void sendProblem(request, reply.header('upgrade', 'websocket'), {
				code: 'upgrade_required'
			});
		if (isOwnOrigin(request, site, cookieName)) return done();
		sendProblem(request, reply, { code: 'foreign_origin' });
	};
}
