import type { LiveEvent } from '#core/live/queries.ts';
import type { ServerMessage } from '../../../server/live/messages.ts';

export interface Follower {
	/** Events in order, each once. */
	apply(events: readonly LiveEvent[]): void;
	/** What the page shows may not be continued: it has to be read anew, and says from where to go on. */
	reload(signal: AbortSignal): Promise<{ e: string; o: number }>;
	state(state: 'live' | 'catching_up' | 'offline'): void;
}

interface Times {
	/** No frame for so long means a dead line; the server's heart beats every 25 s. */
	silence: number;
	/** A head that stays ahead of us for so long is a loss, not a race. */
	patience: number;
	/** Between two tries, however many failed. */
	longestPause: number;
}
const usual: Times = { silence: 35_000, patience: 2000, longestPause: 30_000 };

/** After these the server does not want us back: the session is over, or we may not. */
const final = [4400, 4401, 4403];

/**
 * Follows one topic from a cursor (RELIABILITY D2): every event once and in order, or `reload`. Comes back
 * after each interruption, with a growing random pause. Answers how to stop.
 */
export function follow(
	address: string,
	topic: string,
	from: { e: string; o: number },
	follower: Follower,
	times: Partial<Times> = {}
): () => void {
	const { silence, patience, longestPause } = { ...usual, ...times };
	let cursor = from;
	let tries = 0;
	/** The line of now; what an earlier one still says is not listened to. */
	let line: WebSocket | undefined;
	let timeout: ReturnType<typeof setTimeout> | undefined;
	let pause: [number, number] | undefined;
	/** A subscription that was not answered yet: gaps are closed by its answer. */
	let asked = false;
	let reading = false;
	let stopped = false;

	function connect(): void {
		if (stopped) return;
		follower.state('catching_up');
		const socket = new WebSocket(address);
		line = socket;
		asked = false;
		socket.onopen = subscribe;
		socket.onmessage = ({ data }) => {
			if (socket === line) take(JSON.parse(String(data)) as ServerMessage);
		};
		socket.onclose = ({ code }) => {
			if (socket === line) lost(code);
		};
		listen();
	}

	/** A dead line may take minutes to be closed: it is given up at once. */
	function giveUp(): void {
		const socket = line;
		lost();
		socket?.close();
	}

	function lost(code?: number): void {
		line = undefined;
		clearTimeout(timeout);
		follower.state('offline');
		if (code === undefined || !final.includes(code)) setTimeout(connect, wait());
	}

	function subscribe(): void {
		if (line?.readyState !== WebSocket.OPEN || asked || reading) return;
		asked = true;
		line.send(JSON.stringify({ op: 'sub', id: 1, topic, since: cursor }));
	}

	function listen(): void {
		clearTimeout(timeout);
		timeout = setTimeout(giveUp, silence);
	}

	function wait(): number {
		const [least, most] = pause ?? [0, Math.min(longestPause, 500 * 2 ** tries++)];
		pause = undefined;
		return Math.max(200, least + Math.random() * (most - least));
	}

	function take(message: ServerMessage): void {
		listen();
		switch (message.t) {
			case 'sub':
				asked = false;
				tries = 0;
				return follower.state('live');
			case 'ev':
				return apply([message]);
			case 'evs':
				return apply(message.ev);
			case 'reset':
				asked = false;
				return void readAnew();
			case 'hb':
				return heads(message.h[topic] ?? 0);
			case 'bye':
				pause = message.retry;
				return;
			case 'gone':
			case 'err':
				asked = false;
				return follower.state('offline');
		}
	}

	/** One reading at a time: where the line was lost meanwhile, the next one goes on from there. */
	async function readAnew(): Promise<void> {
		if (reading) return;
		reading = true;
		follower.state('catching_up');
		try {
			cursor = await follower.reload(AbortSignal.timeout(silence));
			reading = false;
			subscribe();
		} catch {
			// The line may be there while the page is not: then all begins anew, later.
			reading = false;
			if (line) giveUp();
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
		if (head > cursor.o) setTimeout(() => head > cursor.o && subscribe(), patience);
	}

	connect();
	return () => {
		stopped = true;
		const socket = line;
		line = undefined;
		clearTimeout(timeout);
		socket?.close();
	};
}
