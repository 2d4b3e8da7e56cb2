import type { ServerMessage } from '../../../server/live/messages.ts';
import { longPoll } from './long-poll.ts';
import { eventStream } from './event-stream.ts';
import type { Cursor } from './types.ts';

/** Who listens to a line. */
export interface Ends {
	/** Topics can be asked for. */
	ready(): void;
	/** A message, with the topic of which it tells where it names none itself. */
	take(message: ServerMessage, topic?: string): void;
	/** It ended by itself: for good, or until so many milliseconds have passed. */
	closed(how: { final?: boolean; pause?: number }): void;
}

/** One line, in one of the ways. */
export interface Way {
	/** Follows a topic from a cursor on, also one that is followed already. */
	ask(topic: string, since: Cursor | undefined): void;
	close(): void;
}

/** Opens a line; none of its ends is called before it has answered. */
export type Transport = (origin: string, ends: Ends) => Way;

/** After these the server does not want us back: the session is over, or we may not. */
const final = [4400, 4401, 4403];

const webSocket: Transport = (origin, { ready, take, closed }) => {
	const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/live`);
	const asked: string[] = [];
	socket.onopen = ready;
	socket.onmessage = ({ data }) => {
		const message = JSON.parse(String(data)) as ServerMessage;
		take(message, message.t === 'err' ? asked[message.id - 1] : undefined);
	};
	socket.onclose = ({ code }) => closed({ final: final.includes(code) });
	return {
		ask(topic, since) {
			if (!asked.includes(topic)) asked.push(topic);
			const id = asked.indexOf(topic) + 1;
			socket.send(JSON.stringify({ op: 'sub', id, topic, since }));
		},
		close: () => socket.close()
	};
};

/** The best first: each gets through where the one before it does not. */
export const transports: readonly Transport[] = [webSocket, eventStream, longPoll];
