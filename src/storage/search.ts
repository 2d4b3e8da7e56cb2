import { eq, sql } from 'drizzle-orm';
import { stemsOf, telling } from '#core/kernel/words/stems.ts';
import { searchedKinds, type SearchedKind } from '#core/search/model.ts';
import type { Kit } from './kit.ts';
import { statement, variants, type Sum, type Writer } from './storage.ts';

export const searchTables = (kit: Kit) => ({
	/** The full-text indexes over them, one of each kind, are made by the migrations, each database in its own way. */
	searchEntries: kit.table(
		'search_entries',
		{
			/** Grows with time: what is found stands in this order, not by rank, so that common words cost no more. */
			place: kit.integer().primaryKey(),
			kind: kit.choice(searchedKinds).notNull(),
			objectId: kit.text().notNull(),
			/** The consultation that it is, or in which it stands. */
			consultationId: kit.text().notNull(),
			/** What its title says, by which it is found first. */
			heads: kit.text().notNull(),
			words: kit.text().notNull()
		},
		(entry) => [
			kit.unique('search_entries_object').on(entry.kind, entry.objectId),
			kit.index('search_entries_in_order').on(entry.kind, entry.place),
			kit.oneOf('search_kind', entry.kind, searchedKinds)
		]
	)
});

/** Older ones may still come in below it, while an index is made anew. */
const firstPlace = 1_000_000_000;

interface Named {
	kind: SearchedKind;
	id: string;
}

export interface Entry extends Named {
	consultation: { id: string; number: string };
	/** Its title, where it has one. */
	title?: string;
	text: string;
}

/** Of these few parts of words are found too; what people write is found by whole words, in any form. */
export const byBeginnings: readonly SearchedKind[] = ['consultation', 'document'];

/** Stands for the consultation among the words of what stands in it. */
export const numberWord = (number: string): string => number.toLowerCase().replaceAll('-', '');

const wordsOf = ({ kind, consultation, title = '', text }: Entry) => {
	const kept = (words: readonly string[]) => [
		...new Set(
			words.flatMap((word) =>
				byBeginnings.includes(kind) ? [word, ...stemsOf(word)] : stemsOf(word)
			)
		)
	];
	const own = kind === 'consultation' ? [] : [numberWord(consultation.number)];
	return {
		heads: kept(telling(title)).join(' '),
		words: [...own, ...kept(telling(text))].join(' ')
	};
};

type Row = {
	kind: SearchedKind;
	id: string;
	consultationId: string;
	heads: string;
	/** Null where it is to be found no more. */
	words: string | null;
};

/** Of one group of commands each object is written once, as it is in the end: the index is opened once for all of them. */
const indexed: Sum<Row> = {
	late: true,
	key: ({ kind, id }) => `${kind} ${id}`,
	plus: (_, later) => later,
	async write({ run }, row) {
		await (row.words === null ? run(forget, row) : run(keep('newest'), row));
		return [];
	}
};

/** Puts the words of an object into the index, or others in their place, in the transaction that changes it. */
export async function keepForSearch(writer: Writer, entry: Entry): Promise<void> {
	await writer.add(indexed, rowOf(entry));
}

/** It is found no more: in the transaction that hides it, takes it back or erases it. */
export async function forgetForSearch(writer: Writer, named: Named): Promise<void> {
	await writer.add(indexed, { ...named, consultationId: '', heads: '', words: null });
}

/** Puts in what was there before there was this index; what stands in it already is newer. Latest first. */
export async function fillForSearch(writer: Writer, entries: readonly Entry[]): Promise<void> {
	for (const entry of entries) await writer.run(keep('oldest'), rowOf(entry));
}

const rowOf = (entry: Entry): Row => ({
	kind: entry.kind,
	id: entry.id,
	consultationId: entry.consultation.id,
	...wordsOf(entry)
});

const value = sql.placeholder;

const keep = variants((where: 'newest' | 'oldest') =>
	statement<Row>()(`keep_for_search_${where}`, (db, { searchEntries: one }) => {
		const place =
			where === 'newest'
				? sql`(select coalesce(max(${one.place}), ${sql.raw(String(firstPlace))}) + 1 from ${one})`
				: sql`(select coalesce(min(${one.place}), ${sql.raw(String(firstPlace))}) - 1 from ${one})`;
		const adding = db.insert(one).values({
			place,
			kind: value('kind'),
			objectId: value('id'),
			consultationId: value('consultationId'),
			heads: value('heads'),
			words: value('words')
		});
		const target = [one.kind, one.objectId];
		return where === 'oldest'
			? adding.onConflictDoNothing({ target })
			: adding.onConflictDoUpdate({
					target,
					set: { heads: sql`excluded.heads`, words: sql`excluded.words` }
				});
	})
);

const forget = statement<Row>()('forget_for_search', (db, { searchEntries: one }) =>
	db.delete(one).where(sql`${eq(one.kind, value('kind'))} and ${eq(one.objectId, value('id'))}`)
);
