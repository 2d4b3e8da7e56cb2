import type { LiveEvent } from '#core/live/queries.ts';
import type { ServerMessage } from '../../../server/live/messages.ts';

export interface Follower {
	/** Events in order, each once. */
	apply(events: readonly LiveEvent[]): void;
	/** What the page shows may not be continued: it has to be read anew, and says from where to go on. */
	reload(): Promise<{ e: string; o: number }>;
	state(state: 'live' | 'catching_up' | 'offline'): void;
}

/** No frame for so long means a dead line; the server's heart beats every 25 s. */
const silence = 35_000;
/** A head that stays ahead of us for so long is a loss, not a race. */
const patience = 2000;
/** After these the server does not want us back: the session is over, or we may not. */
const final = [4400, 4401, 4403];

/**
 * Follows one topic from a cursor (RELIABILITY D2): every event once and in order, or `reload`. Comes back
 * after each interruption, with a growing random pause.
 */
export function follow(topic: string, from: { e: string; o: number }, follower: Follower): void {
	let cursor = from;
	let tries = 0;
	let socket: WebSocket;
	let timeout: ReturnType<typeof setTimeout> | undefined;
	let pause: [number, number] | undefined;

	function connect(): void {
		follower.state('catching_up');
		socket = new WebSocket(location.origin.replace(/^http/, 'ws') + '/live');
		socket.onopen = subscribe;
		socket.onmessage = ({ data }) => void take(JSON.parse(String(data)) as ServerMessage);
		socket.onclose = ({ code }) => {
			clearTimeout(timeout);
			follower.state('offline');
			if (!final.includes(code)) setTimeout(connect, wait());
		};
		listen();
	}

	function subscribe(): void {
		socket.send(JSON.stringify({ op: 'sub', id: 1, topic, since: cursor }));
	}

	function listen(): void {
		clearTimeout(timeout);
		timeout = setTimeout(() => socket.close(), silence);
	}

	function wait(): number {
		const [least, most] = pause ?? [0, Math.min(30_000, 500 * 2 ** tries++)];
		pause = undefined;
		return Math.max(200, least + Math.random() * (most - least));
	}

	async function take(message: ServerMessage): Promise<void> {
		listen();
		switch (message.t) {
			case 'sub':
				tries = 0;
				return follower.state('live');
			case 'ev':
				return apply([message]);
			case 'evs':
				return apply(message.ev);
			case 'reset':
				cursor = await follower.reload();
				return subscribe();
			case 'hb':
				return heads(message.h[topic] ?? 0);
			case 'bye':
				pause = message.retry;
				return;
			case 'gone':
			case 'err':
				return follower.state('offline');
		}
	}

	function apply(events: readonly LiveEvent[]): void {
		for (const event of events) {
			if (event.o <= cursor.o) continue;
			if (event.o > cursor.o + 1) return subscribe();
			cursor = { ...cursor, o: event.o };
			follower.apply([event]);
		}
	}

	function heads(head: number): void {
		if (head <= cursor.o) return;
		setTimeout(
			() => head > cursor.o && socket.readyState === WebSocket.OPEN && subscribe(),
			patience
		);
	}

	connect();
}
