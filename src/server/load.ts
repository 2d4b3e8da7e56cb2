import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#core/app.ts';
import { Refusal } from '#core/kernel/errors.ts';
import { createFairQueue } from '#core/kernel/fair-queue.ts';
import { networkOf } from '#core/kernel/network.ts';
import { work, type LoadLimits } from './limits.ts';
import { createCounts } from './live/limits.ts';
import { createBuckets, type Buckets } from './load/buckets.ts';
import { sendProblem } from './problems.ts';
import { isRead } from './site.ts';

declare module 'fastify' {
	interface FastifyRequest {
		/** Who has to answer for it: the account whose session it brings, or else the address. */
		client: Client;
	}
}

interface Client {
	name: string;
	buckets: Buckets;
}

export type Load = Awaited<ReturnType<typeof limitLoad>>;

interface LoadOptions {
	limits: LoadLimits;
	/** Whose connections are those of many. */
	trustProxy: readonly string[];
}

/**
 * Whatever is too much is turned away before it costs anything: what one client asks for beyond its allowance with
 * 429, whatever comes while the process cannot keep up with 503. Expects that cookies are read already.
 */
export async function limitLoad(
	server: FastifyInstance,
	{ sessions }: App,
	{ limits, trustProxy }: LoadOptions
) {
	const accounts = createBuckets(limits.account, limits.remembered);
	const addresses = createBuckets(limits.address, limits.remembered);
	const queue = createFairQueue({ ...limits, patience: longestTurn });
	limitConnections(server, limits.connectionsPerAddress, trustProxy);

	/** A cookie that nobody was ever seen to own may be made up, and another one for the next request. */
	function clientOf({ cookies, ip }: FastifyRequest): Client {
		const cookie = cookies[sessions.cookieName];
		const account = cookie && sessions.ownerOf(cookie);
		return account
			? { name: account, buckets: accounts }
			: { name: networkOf(ip), buckets: addresses };
	}

	server.decorateRequest('client');
	server.addHook('onRequest', (request, reply, done) => {
		request.client = clientOf(request);
		if (isAboutHealth(request)) return done();
		const { name, buckets } = request.client;
		const retryAfter = buckets.take(name, workOf(request));
		if (retryAfter === 0) return done();
		sendProblem(request, reply, { code: 'too_many_requests', retryAfter });
	});
	const pressure = await watchPressure(server, limits);

	return {
		/** Whether everything but questions about health is turned away. */
		isTooMuch: pressure.isTooMuch,
		/** Counts the drawing of a page, which nobody could foresee when the request came. */
		charge({ client: { name, buckets } }: FastifyRequest, amount: number): void {
			buckets.charge(name, amount);
		},
		/**
		 * Begins to answer when it is the client's turn, and calls `begin` with what to call when the answer is made;
		 * nobody waits for those that are gone. Whoever sends something has their turn for the beginning only, as it
		 * may come slowly.
		 */
		turn(request: FastifyRequest, reply: FastifyReply, begin: (end: () => void) => void): void {
			const noRoom = queue.enter(request.client.name, (end) => {
				if (request.raw.socket.destroyed || reply.sent) return end();
				if (!isRead(request)) setImmediate(end);
				begin(end);
			});
			if (noRoom)
				sendProblem(request, reply, { code: noRoom === 'own' ? 'too_many_requests' : 'busy' });
		}
	};
}

async function watchPressure(
	server: FastifyInstance,
	{ loopDelay, settling, heap, memory }: LoadLimits
) {
	let settled = Infinity;
	server.addHook('onListen', () => void (settled = performance.now() + settling));
	const isTooMuch = () => performance.now() > settled && server.isUnderPressure();
	await server.register(underPressure, {
		maxEventLoopDelay: loopDelay,
		maxHeapUsedBytes: heap,
		maxRssBytes: memory,
		pressureHandler: (request) =>
			isAboutHealth(request) || !isTooMuch()
				? undefined
				: Promise.reject(new Refusal('busy', { retryAfter: 10 }))
	});
	return { isTooMuch };
}

/** By then it waits for something else than the processor. */
const longestTurn = 1000;

/** Reading over the API goes in turns; changes do not, as many of them share one commit. */
export function readInTurns(api: FastifyInstance, load: Load): void {
	const ends = new WeakMap<FastifyRequest, () => void>();
	api.addHook('onRequest', (request, reply, done) => {
		// What is told as it happens is waited for.
		if (!isRead(request) || request.routeOptions.config.action === 'live.read') return done();
		load.turn(request, reply, (end) => {
			ends.set(request, end);
			done();
		});
	});
	api.addHook('onSend', (request, _, payload, done) => {
		ends.get(request)?.();
		done(null, payload);
	});
}

const isAboutHealth = ({ url }: FastifyRequest) => /^\/(?:healthz|readyz)(?:\?|$)/.test(url);

function workOf(request: FastifyRequest): number {
	const { url } = request;
	if (url.startsWith('/_app/')) return work.ready;
	if (url.startsWith('/live')) return work.change;
	if (url.startsWith('/api')) return isRead(request) ? work.answer : work.change;
	return isRead(request) ? work.ready : work.page;
}

/** Also of those that never ask for anything. */
function limitConnections(
	{ server }: FastifyInstance,
	most: number,
	trustProxy: readonly string[]
): void {
	const connections = createCounts();
	server.on('connection', (socket) => {
		const { remoteAddress = '' } = socket;
		const address = networkOf(remoteAddress);
		if (trustProxy.includes(address) || trustProxy.includes(remoteAddress)) return;
		const leave = connections.take(address, most);
		if (leave) socket.on('close', leave);
		else socket.destroy();
	});
}
