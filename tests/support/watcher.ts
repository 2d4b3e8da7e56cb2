import { isDeepStrictEqual } from 'node:util';
import type { LiveEvent } from '#core/live/schemas.ts';
import type { ResetReason } from '#server/live/messages.ts';
import type { ApiClient } from './client.ts';
import type { Cursor } from './live.ts';

/** What somebody knows who follows a consultation, and what went wrong on the way. */
export function createWatcher(visitor: ApiClient, number: string) {
	const shown = new Map<string, unknown>();
	const faults: string[] = [];
	let cursor: Cursor = { e: '', o: 0 };
	let seen = 0;
	let readings = 0;
	const resets: Record<string, number> = {};

	return {
		get cursor() {
			return cursor;
		},
		get seen() {
			return seen;
		},
		/** How often it had to be read anew, the first time included. */
		get readings() {
			return readings;
		},
		faults,
		/** How often it was told to read anew, by the reason. */
		resets,
		reset: (why: ResetReason) => void (resets[why] = (resets[why] ?? 0) + 1),
		async read(): Promise<Cursor> {
			const page = await visitor('GET', `/consultations/${number}`);
			if (page.status !== 200) throw new Error(`The page answers ${page.status}.`);
			shown.clear();
			readings++;
			return (cursor = (page.body as { cursor: Cursor }).cursor);
		},
		/** An event that has to be the next one. */
		take({ o, ref, data }: LiveEvent): void {
			if (o !== cursor.o + 1) faults.push(`${o} after ${cursor.o}`);
			cursor = { ...cursor, o };
			seen++;
			if (data) shown.set(ref[1], data);
		},
		/** Where what is shown differs from what a fresh look at everything says. */
		differences: (fresh: ReadonlyMap<string, unknown>) =>
			[...shown].filter(([id, data]) => !isDeepStrictEqual(fresh.get(id), data))
	};
}
export type Watcher = ReturnType<typeof createWatcher>;

/** Contributions and polls of a consultation as anybody finds them now, each as it is sent live. */
export async function freshLook(visitor: ApiClient, number: string): Promise<Map<string, unknown>> {
	const fresh = new Map<string, unknown>();
	const page = (await visitor('GET', `/consultations/${number}`)).body as {
		polls: { id: string; participants: unknown }[];
	};
	for (const { id, participants } of page.polls) fresh.set(id, { participants });
	let next: string | null = '';
	while (next !== null) {
		const path = `/consultations/${number}/contributions?limit=100${next && `&cursor=${next}`}`;
		const list = (await visitor('GET', path)).body as {
			items: { id: string }[];
			next: string | null;
		};
		for (const item of list.items) fresh.set(item.id, item);
		({ next } = list);
	}
	return fresh;
}
