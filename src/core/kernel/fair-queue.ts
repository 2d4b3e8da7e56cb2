import { AsyncLocalStorage } from 'node:async_hooks';

interface FairQueue {
	/** So many are at work at the same time, and begin in one turn of the event loop. */
	atOnce: number;
	/** So many of one client may wait. */
	waitingOfOne: number;
	/** So many may wait in all. */
	waiting: number;
	/** Milliseconds after which the next may begin although one has not ended: it waits for something else. */
	patience?: number;
}

/** Begins the work, and is given what to call at its end; calling that again does nothing. */
type Begin = (end: () => void) => void;

/** Why there was no room: too many of the same client wait, or too many in all. */
type NoRoom = 'own' | 'all';

/**
 * Work that is done a few at a time. Whoever waits stands in the line of their client, and the lines take turns:
 * who asks for much waits behind themselves, and delays others by one piece of work each.
 */
export function createFairQueue({ atOnce, waitingOfOne, waiting, patience }: FairQueue) {
	/** In the order of their turns. */
	const lines = new Map<string, Begin[]>();
	let running = 0;
	let ended = 0;
	let length = 0;
	let planned = false;

	function start(begin: Begin): void {
		running++;
		let isOver = false;
		const end = () => {
			if (isOver) return;
			isOver = true;
			clearTimeout(tooLong);
			ended++;
			plan();
		};
		const tooLong = patience === undefined ? undefined : setTimeout(end, patience).unref();
		begin(end);
	}

	/**
	 * Room is made in another turn of the event loop: much of the work is done at one go, and whoever sends a lot of it
	 * at the same moment would be through with it before anybody else is heard.
	 */
	function plan(): void {
		if (planned) return;
		planned = true;
		setImmediate(() => {
			planned = false;
			running -= ended;
			ended = 0;
			while (running < atOnce && length > 0) start(next());
		});
	}

	function next(): Begin {
		const [client, line] = lines.entries().next().value!;
		const begin = line.shift()!;
		length--;
		lines.delete(client);
		if (line.length > 0) lines.set(client, line);
		return begin;
	}

	return {
		/** Begins at once or later; answers why not, where there is no room to wait. */
		enter(client: string, begin: Begin): NoRoom | undefined {
			if (running < atOnce && length === 0) return void start(begin);
			if (length >= waiting) return 'all';
			const line = lines.get(client);
			if (line && line.length >= waitingOfOne) return 'own';
			// Whoever ends calls the next one: it must not pass for part of the work that ended.
			const later = AsyncLocalStorage.bind(begin);
			if (line) line.push(later);
			else lines.set(client, [later]);
			length++;
		}
	};
}
