import type { ServerMessage } from '#server/live/messages.ts';
import { eventsOf } from '../live.ts';
import type { Watcher } from '../watcher.ts';

const mostBytes = 65_536;

/**
 * Judges every message of one line by the protocol alone (RELIABILITY D2). It repairs nothing: a gap, a repeat or
 * an answer that does not fit is a fault of the server, for lines lose whole ends and never a middle.
 */
export function createChecker(watcher: Watcher, topic: string) {
	let isFollowing = false;
	const fault = (what: string) => void watcher.faults.push(what);

	return {
		/** Answers whether the page has to be read anew. */
		take(message: ServerMessage): boolean {
			if (Buffer.byteLength(JSON.stringify(message)) > mostBytes) fault('a frame is too large');
			if ('topic' in message && message.topic !== topic) fault(`told of ${message.topic}`);
			const { e, o } = watcher.cursor;
			switch (message.t) {
				case 'sub':
					isFollowing = true;
					if (message.e !== e) fault(`goes on in epoch ${message.e} after ${e}`);
					if (message.o !== o + message.n) fault(`${message.n} events from ${o} to ${message.o}`);
					return false;
				case 'ev':
				case 'evs':
					if (!isFollowing) fault('told without being asked');
					for (const event of eventsOf(message)) watcher.take(event);
					return false;
				case 'hb':
					if ((message.h[topic] ?? o) < o) fault(`the head goes back to ${message.h[topic]}`);
					return false;
				case 'reset':
					isFollowing = false;
					watcher.reset(message.why);
					return true;
				case 'bye':
					return false;
				case 'err':
					fault(`refused: ${message.code}`);
					return false;
				default:
					fault(`unknown: ${JSON.stringify(message)}`);
					return false;
			}
		}
	};
}
