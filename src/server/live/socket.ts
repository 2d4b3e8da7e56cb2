import type { Socket } from 'node:net';
import type { WebSocket } from '@fastify/websocket';
import type { Actor } from '#core/kernel/actor.ts';
import { frameOf, type Frame } from './frames.ts';
import { firstBeat } from './heart.ts';
import type { Client, Live } from './live.ts';
import { closeCodes, readMessage, type CloseReason } from './messages.ts';
import { createSubscriber, type Subscriber } from './subscriber.ts';

/** A ping without content (RFC 6455, 5.5.2). */
const ping = Buffer.from([0x89, 0]);
/** Who does not answer a polite end is cut off. */
const patience = 1000;

/** A socket from its first message to its end. `stream` is what it writes to. */
export function followBySocket(
	live: Live,
	{
		socket,
		stream,
		...who
	}: {
		socket: WebSocket;
		stream: Socket;
		session: string | undefined;
		actor: Promise<Actor>;
	}
): { client: Client; subscriber: Subscriber } {
	const { limits } = live;
	const received: number[] = [];
	let nextBeat = firstBeat(limits);
	let firstBy = performance.now() + limits.firstSubscriptionMs;
	let pongBy = Infinity;
	const line = {
		get isOpen() {
			return socket.readyState === socket.OPEN;
		},
		send,
		close
	};
	const subscriber = createSubscriber(live, { line, ...who });

	/** The bytes are ready: they go past `ws`, which would make a frame of its own for each socket. */
	function write(bytes: Buffer): void {
		if (socket.readyState !== socket.OPEN) return;
		if (stream.writableLength + bytes.length > limits.backlog) return close('slow');
		stream.write(bytes);
	}

	function send({ bytes }: Frame): void {
		write(bytes);
	}

	function close(reason: CloseReason): void {
		if (socket.readyState !== socket.OPEN) return;
		socket.close(closeCodes[reason], reason);
		// What else it sends is not worth reading.
		if (reason === 'flood') socket.pause();
		setTimeout(() => socket.terminate(), patience).unref();
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
		if (message.op === 'sub') firstBy = Infinity;
		void subscriber.answer(message);
	});
	socket.on('ping', () => {
		if (isFlood()) close('flood');
	});
	socket.on('pong', () => {
		// Pongs that nobody asked for are allowed, but not for ever.
		if (pongBy === Infinity && isFlood()) return close('flood');
		pongBy = Infinity;
	});
	return {
		subscriber,
		client: {
			look(now, beats) {
				if (now > firstBy || now > pongBy) return close('noAnswer');
				if (now < nextBeat) return;
				nextBeat = now + limits.beatMs;
				if (pongBy === Infinity) pongBy = now + limits.pongMs;
				write(Buffer.concat([beats.frameOf(subscriber.subscriptions).bytes, ping]));
			},
			bye() {
				// Spread over some seconds, or all would come back at once.
				send(frameOf({ t: 'bye', retry: [1000, 8000], why: 'restart' }));
				close('restart');
			}
		}
	};
}
