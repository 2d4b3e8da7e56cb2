import type { KeptPage } from './kept.ts';

/**
 * Kept pages by address, no more than `most` bytes of them: those that nobody asks for make room. Anybody can invent
 * questions without end, so pages that answer one leave half of the room to those at a bare address.
 */
export function createPageMemory(most: number) {
	/** Whoever was asked for least lately comes first. */
	const held = new Map<string, { page: KeptPage; bytes: number }>();
	const byTopic = new Map<string, Set<string>>();
	let total = 0;
	let bare = 0;

	function count(address: string, bytes: number): void {
		total += bytes;
		if (!address.includes('?')) bare += bytes;
	}

	function remove(address: string): void {
		const one = held.get(address);
		if (!one) return;
		held.delete(address);
		count(address, -one.bytes);
		for (const topic of one.page.keep.topics) {
			const addresses = byTopic.get(topic);
			addresses?.delete(address);
			if (addresses?.size === 0) byTopic.delete(topic);
		}
	}

	function makeRoom(): void {
		for (const address of held.keys()) {
			if (total <= most) return;
			if (address.includes('?') || bare > most / 2) remove(address);
		}
	}

	return {
		get figures() {
			return { pages: held.size, bytes: total };
		},
		get(address: string, now: number): KeptPage | undefined {
			const one = held.get(address);
			if (!one) return undefined;
			if (now >= one.page.keep.until) return void remove(address);
			held.delete(address);
			held.set(address, one);
			return one.page;
		},
		put(address: string, page: KeptPage): void {
			remove(address);
			held.set(address, { page, bytes: page.bytes });
			count(address, page.bytes);
			for (const topic of page.keep.topics)
				byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(address));
			makeRoom();
		},
		/** Another form of it has been made. */
		weigh(address: string, page: KeptPage): void {
			const one = held.get(address);
			if (one?.page !== page) return;
			count(address, page.bytes - one.bytes);
			one.bytes = page.bytes;
			makeRoom();
		},
		/** What is stale is gone at once, so that words which were hidden stand nowhere. */
		drop(topic: string): void {
			for (const address of byTopic.get(topic) ?? []) remove(address);
		},
		dropAll(): void {
			held.clear();
			byTopic.clear();
			total = bare = 0;
		}
	};
}
