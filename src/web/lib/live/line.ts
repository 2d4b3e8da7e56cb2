import type { ServerMessage } from '../../../server/live/messages.ts';
import { lineTable, type LineInput, type LineState } from './machine.ts';
import { forget, recalled, remember } from './remembered.ts';
import { transports, type Ends, type Transport, type Way } from './transports.ts';
import type { Cursor, Times } from './types.ts';

interface Listener {
	/** Topics can be asked for. */
	up(): void;
	down(): void;
	take(message: ServerMessage, topic?: string): void;
	/** Its state may be another one. */
	changed(): void;
}

/** What got through before may be away only for a while: it is tried so often before the next way. */
const triesOfProven = 3;

/** The line to the server: finds a way through, and comes back after each interruption with a growing random pause. */
export function createLine(origin: string, times: Times, listener: Listener) {
	const known = recalled();
	let { way } = known;
	let proven = known.left > 0;
	let bestWorked = false;
	/** Since something was heard. */
	let failures = 0;
	/** Since it was of use. */
	let tries = 0;
	let state: LineState = 'resting';
	/** What an earlier one still says is not listened to. */
	let open: Way | undefined;
	let carries = false;
	let pause: readonly [number, number] | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let better: ReturnType<typeof setTimeout> | undefined;

	const acts = {
		connect() {
			clearTimeout(timer);
			timer = setTimeout(input, times.opening, 'lost');
			const isMine = () => open === mine;
			const mine = begin(transports[way]!, origin, {
				ready: () => isMine() && input('ready'),
				take: (message, topic) => isMine() && take(message, topic),
				closed({ final, pause: least }) {
					if (!isMine()) return;
					if (least) pause ??= [least, 2 * least];
					input(final ? 'refused' : 'lost');
				}
			});
			open = mine;
		},
		ask() {
			carries = true;
			listener.up();
		},
		welcome() {
			clearTimeout(timer);
			failures = 0;
			proven = true;
			if (way === 0) {
				bestWorked = true;
				return forget();
			}
			// The server was away and is back: all who were led here by that go back, but not at once.
			if (bestWorked) better = setTimeout(anew, (1 + Math.random()) * times.longestPause);
			else {
				const before = recalled();
				if (before.way !== way) remember(way, times.remembered);
				better = setTimeout(anew, before.way === way ? before.left : times.remembered);
			}
			bestWorked = false;
		},
		spread() {
			// `take` has noted for how long.
		},
		fail() {
			if (++failures >= (proven ? triesOfProven : 1)) {
				way = (way + 1) % transports.length;
				proven = false;
			}
			acts.retry();
		},
		retry() {
			acts.hang_up();
			const [least, most] = pause ?? [0, Math.min(times.longestPause, 500 * 2 ** tries++)];
			pause = undefined;
			const after = Math.max(200, least + Math.random() * (most - least));
			timer = setTimeout(input, after, 'due');
		},
		hang_up() {
			const last = open;
			open = undefined;
			carries = false;
			clearTimeout(timer);
			clearTimeout(better);
			last?.close();
			listener.down();
		}
	};

	function input(what: LineInput): void {
		const [next, act] = lineTable[state][what];
		state = next;
		if (act) acts[act]();
		listener.changed();
	}

	function take(message: ServerMessage, topic: string | undefined): void {
		input('heard');
		if (message.t === 'bye') {
			pause = message.retry;
			input('bye');
		}
		listener.take(message, topic);
	}

	/** As if it were the first time. */
	function anew(): void {
		forget();
		way = failures = tries = 0;
		proven = false;
		if (state === 'resting') return;
		input('rest');
		input('wake');
	}

	return {
		input,
		anew,
		ask: (topic: string, since: Cursor | undefined) => open?.ask(topic, since),
		state: () => state,
		carries: () => carries,
		/** No way led through, one after the other. */
		isAway: () => failures >= transports.length,
		/** The server answered what it was asked: the next interruption is a new one. */
		settled: () => void (tries = 0)
	};
}

function begin(transport: Transport, origin: string, ends: Ends): Way {
	try {
		return transport(origin, ends);
	} catch {
		// A browser or a policy that knows no such line.
		queueMicrotask(() => ends.closed({}));
		return { ask() {}, close() {} };
	}
}
