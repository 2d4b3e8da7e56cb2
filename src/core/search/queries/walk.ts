import { find, type Found, type Question, type Rung } from '#storage/finding.ts';
import type { Reader } from '#storage/storage.ts';

interface Walk extends Pick<Question, 'kind' | 'asked' | 'within'> {
	limit: number;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

export interface Page<Item> {
	items: Item[];
	/** Where to look on; there may be fewer items than asked for, and more further on. */
	next: string | null;
}

/** After the first look, which mostly is enough, many are looked through at once; and no more than some for one page. */
const batchSize = 500;
const mostLookedThrough = 2000;

/** What is found, in its order, as far as it fits. */
export async function walk<Item>(
	reader: Reader,
	{ limit, cursor, ...question }: Walk,
	fitting: (found: readonly Found[]) => Promise<ReadonlyMap<string, Item>>
): Promise<Page<Item>> {
	const all: { item: Item; at: string }[] = [];
	let looked = 0;
	const from = readCursor(cursor);
	for (const rung of rungs.slice(rungs.indexOf(from.rung))) {
		let before = rung === from.rung ? from.place : undefined;
		for (let size = limit + 1; all.length <= limit; size = batchSize) {
			const found = await find(reader, { ...question, rung, before, limit: size });
			const items = await fitting(found);
			for (const { id, place } of found) {
				const item = items.get(id);
				if (item) all.push({ item, at: `${rung}.${place}` });
			}
			if (found.length < size) break;
			before = found.at(-1)!.place;
			looked += size;
			if (all.length <= limit && looked >= mostLookedThrough)
				return { items: all.map(({ item }) => item), next: `${rung}.${before}` };
		}
	}
	const shown = all.slice(0, limit);
	return {
		items: shown.map(({ item }) => item),
		next: all.length > limit ? shown.at(-1)!.at : null
	};
}

const rungs: readonly Rung[] = ['title', 'text'];

function readCursor(cursor: string | undefined): { rung: Rung; place: number | undefined } {
	const match = /^(title|text)\.(\d{1,10})$/.exec(cursor ?? '');
	if (!match) return { rung: 'title', place: undefined };
	return { rung: match[1] as Rung, place: Number(match[2]) };
}
