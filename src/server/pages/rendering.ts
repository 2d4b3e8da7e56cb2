import type { KeptPage } from './kept.ts';
import type { WholePage } from './whole.ts';

/** Stands for all topics. */
export const everything = '*';

/** What whoever waited for a page gets; `late` when it may be older than their question. */
type Outcome = KeptPage | 'late' | 'not kept';

/** A page that is being drawn, for the first who asked and for all who ask for it meanwhile. */
export interface Rendering {
	/** Gives the drawn page to all who wait; null where it may be kept for nobody. */
	finish(page: WholePage | null): KeptPage | null;
	/** Whoever asked first has gone: those who wait try again. */
	abandon(): void;
	/** The page, if nothing that it shows has changed before this was called. */
	join(): Promise<Outcome>;
	/** Something happened in a topic; `at` counts what happened. */
	touch(topic: string, at: number): void;
	/** When any of them was first touched since the drawing began. */
	touchedAt(topics: readonly string[]): number;
}

interface Parts {
	happened(): number;
	now(): number;
	keep(page: WholePage): KeptPage | null;
	over(): void;
}

export function createRendering({ happened, now, keep, over }: Parts): Rendering {
	const touched = new Map<string, number>();
	const { promise, resolve } = Promise.withResolvers<Outcome>();
	const touchedAt = (topics: readonly string[]) =>
		Math.min(...[everything, ...topics].map((topic) => touched.get(topic) ?? Infinity));

	let settled = false;
	function settle(outcome: Outcome): void {
		if (settled) return;
		settled = true;
		over();
		resolve(outcome);
	}

	return {
		finish(page) {
			const kept = page && keep(page);
			settle(kept ?? 'not kept');
			return kept;
		},
		abandon: () => settle('late'),
		async join() {
			const joined = happened();
			const outcome = await promise;
			if (typeof outcome === 'string') return outcome;
			const { topics, until } = outcome.keep;
			return touchedAt(topics) > joined && now() < until ? outcome : 'late';
		},
		touch(topic, at) {
			if (!touched.has(topic)) touched.set(topic, at);
		},
		touchedAt
	};
}
