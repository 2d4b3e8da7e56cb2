import { isDeepStrictEqual } from 'node:util';
import type { WebSocket } from '@fastify/websocket';
import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { LiveLimits } from './limits.ts';
import { closeCodes, frameOf, readMessage, type ClientMessage } from './messages.ts';
import { subscribe, type Subscription } from './subscription.ts';
import type { Topics } from './topics.ts';

interface Context {
	app: App;
	/** Resolves to whom the session stands for when the socket opens. */
	actor: Promise<Actor>;
	topics: Topics;
	limits: LiveLimits;
	log(error: unknown): void;
}

export interface Client {
	/** Heads of its topics, the time and a question whether it is still there. */
	beat(now: number): void;
	/** Whom the session stands for by now: what they may no longer follow ends. */
	become(actor: Actor): void;
	bye(): void;
	close(reason: keyof typeof closeCodes): void;
}

/** A socket from its first message to its end; messages are answered one after the other. */
export function createClient(socket: WebSocket, context: Context): Client {
	const { app, topics, limits, log } = context;
	let { actor } = context;
	const subscriptions = new Map<string, Subscription>();
	const received: number[] = [];
	let turn: Promise<void> = Promise.resolve();
	let pong: NodeJS.Timeout | undefined;
	const first = setTimeout(() => close('noAnswer'), limits.firstSubscriptionMs);

	function send(frame: Buffer): void {
		if (socket.readyState !== socket.OPEN) return;
		if (socket.bufferedAmount + frame.length > limits.backlog) return close('slow');
		socket.send(frame, { binary: false });
	}

	function close(reason: keyof typeof closeCodes): void {
		socket.close(closeCodes[reason], reason);
		// Who does not read will not answer a polite end either.
		if (reason === 'slow' || reason === 'noAnswer')
			setTimeout(() => socket.terminate(), 1000).unref();
	}

	async function answer(message: ClientMessage): Promise<void> {
		const { op, id, topic } = message;
		subscriptions.get(topic)?.end();
		subscriptions.delete(topic);
		if (op === 'unsub' || socket.readyState !== socket.OPEN) return;
		if (subscriptions.size >= limits.topicsPerSocket)
			return send(frameOf({ t: 'err', id, code: 'limit' }));
		const subscription = await subscribe(message, {
			app,
			actor: await actor,
			topics,
			limits,
			send,
			over: () => subscriptions.delete(topic)
		});
		if (!subscription) return;
		if (socket.readyState === socket.OPEN) subscriptions.set(topic, subscription);
		else subscription.end();
	}

	async function recheck(before: Actor, now: Actor): Promise<void> {
		if (isDeepStrictEqual(before, now)) return;
		for (const [topic, { reset }] of subscriptions)
			if (!(await app.live.head(now, { topic }))) reset('rights');
	}

	function isFlood(): boolean {
		const now = performance.now();
		received.push(now);
		if (received.length <= limits.messages.count) return false;
		return now - received.shift()! < limits.messages.withinMs;
	}

	socket.on('message', (bytes: Buffer, isBinary: boolean) => {
		if (socket.readyState !== socket.OPEN) return;
		if (isFlood()) return close('flood');
		const message = isBinary ? undefined : readMessage(bytes.toString());
		if (!message) return close('badMessage');
		if (message.op === 'bad') return send(frameOf({ t: 'err', id: message.id, code: 'bad' }));
		if (message.op === 'sub') clearTimeout(first);
		turn = turn
			.then(() => answer(message))
			.catch((error: unknown) => {
				log(error);
				send(frameOf({ t: 'reset', topic: message.topic, why: 'trimmed' }));
			});
	});
	socket.on('pong', () => clearTimeout(pong));
	socket.on('close', () => {
		clearTimeout(first);
		clearTimeout(pong);
		for (const subscription of subscriptions.values()) subscription.end();
		subscriptions.clear();
	});

	return {
		beat(now) {
			if (socket.readyState !== socket.OPEN) return;
			const heads = [...subscriptions].map(([topic, { head }]) => [topic, head()]);
			send(frameOf({ t: 'hb', h: Object.fromEntries(heads) as Record<string, number>, now }));
			clearTimeout(pong);
			pong = setTimeout(() => close('noAnswer'), limits.pongMs);
			socket.ping();
		},
		become(now) {
			const before = actor;
			actor = Promise.resolve(now);
			// After a subscription under way, which may have asked as whom it was before.
			turn = turn
				.then(async () => recheck(await before, now))
				.catch((error: unknown) => {
					log(error);
					for (const { reset } of subscriptions.values()) reset('rights');
				});
		},
		bye() {
			// Spread over some seconds, or all would come back at once.
			send(frameOf({ t: 'bye', retry: [1000, 8000], why: 'restart' }));
			close('restart');
			setTimeout(() => socket.terminate(), 2000).unref();
		},
		close
	};
}
