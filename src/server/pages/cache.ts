import { topicOfHome, type DomainEvent } from '#core/kernel/events.ts';
import { staleAfter } from '#core/live/model.ts';
import type { Storage } from '#storage/storage.ts';
import { createKeptPage, type KeptPage } from './kept.ts';
import { createPageMemory } from './memory.ts';
import { createRendering, everything, type Rendering } from './rendering.ts';
import type { WholePage } from './whole.ts';

export interface PageCache {
	find(address: string): KeptPage | undefined;
	/** What somebody else is waiting for already. */
	underWay(address: string): Rendering | undefined;
	/** Called before anything of the page is read: what happens from then on makes it stale. */
	begin(address: string): Rendering;
	/** For whoever looks at how it does. */
	readonly figures: Readonly<{ pages: number; bytes: number; found: number; rendered: number }>;
}

/** Of one page. A larger one would take the place of many. */
const largest = 1_048_576;

/**
 * Whole pages that are the same for everybody, kept until something happens that they show, or until the instant at which
 * they read otherwise. `bytes` is the most that all of them may take.
 */
export function createPageCache(storage: Storage, bytes: number): PageCache {
	const memory = createPageMemory(bytes);
	const renderings = new Map<string, Rendering>();
	const counts = { found: 0, rendered: 0 };
	let happened = 0;
	storage.afterCommit((_, emitted) => {
		// A command that says nothing of what it did may have done anything.
		const moved = emitted.length === 0 ? [everything] : emitted.flatMap(touchedBy);
		if (moved.length === 0) return;
		happened += 1;
		for (const topic of moved) {
			if (topic === everything) memory.dropAll();
			else memory.drop(topic);
			for (const rendering of renderings.values()) rendering.touch(topic, happened);
		}
	});

	function keep(address: string, page: WholePage, rendering: Rendering): KeptPage | null {
		const { keep, status, body } = page;
		if (!keep || status !== 200 || body.length > Math.min(largest, bytes)) return null;
		const kept = createKeptPage(page, keep, () => memory.weigh(address, kept));
		if (rendering.touchedAt(keep.topics) === Infinity && storage.now() < keep.until)
			memory.put(address, kept);
		return kept;
	}

	return {
		get figures() {
			return { ...memory.figures, ...counts };
		},
		find(address) {
			const page = memory.get(address, storage.now());
			if (page) counts.found += 1;
			return page;
		},
		underWay: (address) => renderings.get(address),
		begin(address) {
			counts.rendered += 1;
			const rendering = createRendering({
				happened: () => happened,
				now: () => storage.now(),
				keep: (page) => keep(address, page, rendering),
				over: () => renderings.delete(address)
			});
			renderings.set(address, rendering);
			return rendering;
		}
	};
}

function touchedBy(event: DomainEvent): string[] {
	const own = event.topic === null ? [] : [event.topic];
	switch (staleAfter(event)) {
		case 'all':
			return [everything];
		case 'lists':
			return [...own, topicOfHome];
		case 'topic':
			return own;
		case 'none':
			return [];
	}
}
