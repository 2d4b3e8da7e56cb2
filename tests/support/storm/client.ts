import type { ServerMessage } from '#server/live/messages.ts';
import type { Watcher } from '../watcher.ts';
import { createChecker } from './checker.ts';
import { lines, type Line, type LineKind } from './lines.ts';

const soon = (most: number) =>
	new Promise<void>((resolve) => setTimeout(resolve, Math.random() * most));

interface Options {
	origin: string;
	topic: string;
	watcher: Watcher;
	kind: LineKind;
	/** A line on which nothing came for so long is given up. */
	silenceMs: number;
}

/** A client that comes back with its last cursor whenever its line is lost, and takes what it gets. */
export function createStormClient({ origin, topic, watcher, kind, silenceMs }: Options) {
	let line: Line | undefined;
	let stopped = false;

	async function run(): Promise<void> {
		await read();
		while (!stopped) {
			const isAsItShould = await connection();
			if (!stopped && !isAsItShould) await soon(100);
		}
	}

	/** The page may be away as long as the server is. */
	async function read(): Promise<void> {
		while (!stopped)
			try {
				await watcher.read();
				return;
			} catch {
				await soon(200);
			}
	}

	async function connection(): Promise<boolean> {
		const checker = createChecker(watcher, topic);
		let reading: Promise<void> = Promise.resolve();
		let isOver = false;
		const own = lines[kind](origin, {
			topic,
			cursor: () => watcher.cursor,
			fault: (what) => void watcher.faults.push(what),
			take(message: ServerMessage) {
				// What was given up is not listened to any more.
				if (isOver) return;
				silence.refresh();
				if (checker.take(message)) reading = read().then(() => own.again?.());
			}
		});
		const silence = setTimeout(() => own.end(), silenceMs);
		line = own;
		const isAsItShould = await own.over;
		isOver = true;
		clearTimeout(silence);
		await reading;
		return isAsItShould;
	}

	return {
		run,
		stop(): void {
			stopped = true;
			line?.end();
		}
	};
}
