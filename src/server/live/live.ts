import type { FastifyRequest } from 'fastify';
import type { App } from '#core/app.ts';
import { networkOf } from '#core/kernel/network.ts';
import { beat, type Beating } from './heart.ts';
import { createCounts, liveLimits, type LiveLimits } from './limits.ts';
import { createSessionWatch } from './sessions.ts';
import { createTopics, type Topics } from './topics.ts';

/** A line as the server sees it as a whole. */
export interface Client extends Beating {
	/** The server stops: come back later. */
	bye(): void;
}

/** What all lines share, whichever way they go. */
export interface Live {
	app: App;
	limits: LiveLimits;
	topics: Topics;
	sessions: ReturnType<typeof createSessionWatch>;
	log(error: unknown): void;
	/** Takes a place of the address and of the session; answers how to give them back, unless all are taken. */
	takePlaces(request: FastifyRequest): (() => void) | undefined;
	/** The heart beats for it, and the end of the server is told to it; answers how to leave. */
	enter(client: Client): () => void;
	stop(): void;
}

interface Options {
	limits: Partial<LiveLimits>;
	log(error: unknown): void;
}

export function createLive(app: App, { limits: given, log }: Options): Live {
	const limits = { ...liveLimits, ...given };
	const places = createCounts();
	const clients = new Set<Client>();
	const sessions = createSessionWatch(app, log);
	const topics = createTopics(app, limits, log);
	const stopBeating = beat(clients, limits, () => app.storage.now());
	// Sessions that ran out by themselves, and what another process did.
	const looking = setInterval(sessions.look, limits.beatMs);
	return {
		app,
		limits,
		topics,
		sessions,
		log,
		takePlaces({ ip, cookies }) {
			const leaveAddress = places.take(`address ${networkOf(ip)}`, limits.socketsPerAddress);
			const session = cookies[app.sessions.cookieName];
			if (!leaveAddress || session === undefined) return leaveAddress;
			const leaveSession = places.take(`session ${session}`, limits.socketsPerSession);
			if (!leaveSession) return void leaveAddress();
			return () => {
				leaveAddress();
				leaveSession();
			};
		},
		enter(client) {
			clients.add(client);
			return () => void clients.delete(client);
		},
		stop() {
			stopBeating();
			clearInterval(looking);
			for (const client of clients) client.bye();
		}
	};
}
