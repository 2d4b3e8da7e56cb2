import { follow } from '#lib/live/index.ts';
import type { Watcher } from '../watcher.ts';

interface Options {
	origin: string;
	topic: string;
	watcher: Watcher;
	silenceMs: number;
}

/** The client that our own pages run; what it shows is judged as that of the others. */
export function createOwnClient({ origin, topic, watcher, silenceMs }: Options) {
	let stop: (() => void) | undefined;
	return {
		async run(): Promise<void> {
			({ stop } = follow({
				origin,
				topics: { [topic]: await watcher.read() },
				apply: (events) => events.forEach(watcher.take),
				reload: () => watcher.read(),
				times: { silence: silenceMs, opening: 1500, patience: 500, longestPause: 500 }
			}));
		},
		stop: () => stop?.()
	};
}
