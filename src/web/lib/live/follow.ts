import type { LiveEvent } from '#core/live/queries.ts';
import type { ServerMessage } from '../../../server/live/messages.ts';
import { createLine } from './line.ts';
import { topicTable, type TopicInput, type TopicState } from './machine.ts';
import { savesData, watchSurroundings } from './surroundings.ts';
import type { Cursor, Follow, State, Times } from './types.ts';

const usual: Times = {
	silence: 35_000,
	opening: 8000,
	patience: 2000,
	longestPause: 30_000,
	hidden: 60_000,
	remembered: 900_000
};

interface Topic {
	name: string;
	cursor: Cursor | undefined;
	state: TopicState;
	silence?: ReturnType<typeof setTimeout>;
}

/**
 * Follows topics from their cursors (RELIABILITY D2): every event once and in order, or `reload`. Finds a way
 * through the network, and comes back after each interruption.
 */
export const follow: Follow = (options) => {
	const times = { ...usual, ...options.times };
	const topics = Object.entries(options.topics).map(([name, cursor]): Topic => ({
		name,
		cursor,
		state: 'idle'
	}));
	let aheadMs: number | undefined;
	let shown: State | undefined;
	let wasLive = false;

	const line = createLine(options.origin, times, {
		up: () => topics.forEach((topic) => toTopic(topic, 'line')),
		down: () => topics.forEach((topic) => toTopic(topic, 'no_line')),
		take,
		changed: tell
	});

	const acts = {
		ask: (topic: Topic) => line.ask(topic.name, topic.cursor),
		settle(topic: Topic, message?: ServerMessage) {
			line.settled();
			if (message?.t === 'sub') topic.cursor ??= { e: message.e, o: message.o };
		},
		/** `events` does it, together with the others of their message. */
		apply() {},
		reload(topic: Topic) {
			void readAnew(topic.name).then(
				(cursor) => {
					topic.cursor = cursor;
					toTopic(topic, 'read');
				},
				() => toTopic(topic, 'unread')
			);
		},
		join(topic: Topic) {
			if (line.carries()) toTopic(topic, 'line');
		},
		give_up: () => line.input('lost')
	};

	/** A page that never comes is given up as well. */
	function readAnew(topic: string): Promise<Cursor> {
		const signal = AbortSignal.timeout(times.silence);
		return new Promise((resolve, reject) => {
			signal.onabort = () => reject(signal.reason as Error);
			options.reload(topic, signal).then(resolve, reject);
		});
	}

	/** Answers whether it was an event that has to be applied. */
	function toTopic(topic: Topic, input: TopicInput, message?: ServerMessage): boolean {
		const [next, act] = topicTable[topic.state][input];
		topic.state = next;
		listen(topic);
		if (act) acts[act](topic, message);
		tell();
		return act === 'apply';
	}

	/** A dead line may take minutes to be closed: it is given up at once. */
	function listen(topic: Topic): void {
		clearTimeout(topic.silence);
		if (topic.state === 'asking' || topic.state === 'live')
			topic.silence = setTimeout(line.input, times.silence, 'lost');
	}

	function take(message: ServerMessage, of?: string): void {
		if (message.t === 'hb') {
			aheadMs = message.now - Date.now();
			return topics.forEach((topic) => head(topic, message.h[topic.name]));
		}
		const name = 'topic' in message ? message.topic : of;
		const topic = topics.find((one) => one.name === name);
		if (!topic) return;
		if (message.t === 'ev') events(topic, [message]);
		else if (message.t === 'evs') events(topic, message.ev);
		else if (message.t in topicTable.idle) toTopic(topic, message.t as TopicInput, message);
	}

	function events(topic: Topic, all: readonly LiveEvent[]): void {
		const next: LiveEvent[] = [];
		for (const event of all) {
			const last = topic.cursor?.o ?? event.o - 1;
			const place = event.o <= last ? 'repeat' : event.o === last + 1 ? 'next' : 'gap';
			if (!toTopic(topic, place)) continue;
			if (topic.cursor) topic.cursor = { ...topic.cursor, o: event.o };
			next.push(event);
		}
		if (next.length > 0) options.apply(next, topic.name);
	}

	function head(topic: Topic, newest: number | undefined): void {
		if (newest === undefined) return;
		listen(topic);
		const isBehind = () => topic.cursor !== undefined && newest > topic.cursor.o;
		if (isBehind()) setTimeout(() => isBehind() && toTopic(topic, 'behind'), times.patience);
	}

	function tell(): void {
		const now = look();
		wasLive ||= now === 'live';
		if (now === shown) return;
		shown = now;
		options.state?.(now);
	}

	function look(): State {
		switch (line.state()) {
			case 'open':
				if (topics.some((one) => one.state === 'refused')) return 'offline';
				return topics.every((one) => one.state === 'live') ? 'live' : 'catching_up';
			case 'opening':
				// Until something is heard, a further try changes nothing for whoever looks.
				return shown === 'offline' ? 'offline' : 'catching_up';
			case 'waiting':
				return wasLive || line.isAway() ? 'offline' : 'catching_up';
			case 'over':
				return 'offline';
			case 'resting':
				return 'catching_up';
		}
	}

	const leave = savesData() ? sleep() : begin();

	function sleep(): () => void {
		options.state?.('off');
		return () => {};
	}

	function begin(): () => void {
		line.input('wake');
		const told = {
			rest: () => line.input('rest'),
			wake: () => line.input('wake'),
			gone: () => line.input('lost'),
			back: line.anew
		};
		return watchSurroundings(told, times.hidden);
	}

	return {
		now: () => Date.now() + (aheadMs ?? 0),
		knowsTime: () => aheadMs !== undefined,
		stop() {
			leave();
			line.input('stop');
		}
	};
};
