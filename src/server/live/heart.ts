import { frameOf, type Frame } from './frames.ts';
import type { LiveLimits } from './limits.ts';
import type { Subscription } from './subscription.ts';

/** What the heart looks at, again and again: one sweep over all is cheaper than timers of each. */
export interface Beating {
	/** `now` is monotonic, in milliseconds. */
	look(now: number, beats: Beats): void;
}

interface Beats {
	/** Heads of what is followed and the time; the same bytes for all who follow the same. */
	frameOf(subscriptions: ReadonlyMap<string, Subscription>): Frame;
}

/** So often it looks within one beat: the beats of many lines are spread over the time between. */
const looks = 25;

/** Looks at each client regularly; answers how to stop. */
export function beat(
	clients: ReadonlySet<Beating>,
	{ beatMs }: Pick<LiveLimits, 'beatMs'>,
	clock: () => number
): () => void {
	const timer = setInterval(() => {
		const beats = createBeats(clock());
		const now = performance.now();
		for (const client of clients) client.look(now, beats);
	}, beatMs / looks);
	return () => clearInterval(timer);
}

function createBeats(now: number): Beats {
	const made = new Map<string, Frame>();
	return {
		frameOf(subscriptions) {
			let key = '';
			for (const { name } of subscriptions.values()) key += `${name}\n`;
			let frame = made.get(key);
			if (!frame) {
				const heads = [...subscriptions].map(([topic, { head }]) => [topic, head()] as const);
				frame = frameOf({ t: 'hb', h: Object.fromEntries(heads), now });
				made.set(key, frame);
			}
			return frame;
		}
	};
}

/** The first beat comes at any time within the first interval, so that many do not come at once. */
export const firstBeat = ({ beatMs }: Pick<LiveLimits, 'beatMs'>): number =>
	performance.now() + Math.random() * beatMs;
