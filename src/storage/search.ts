import { and, desc, eq, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { greatestInteger } from '#core/kernel/ids.ts';
import { fold, wordsOf } from '#core/kernel/text.ts';
import type { Kit } from './kit.ts';
import { query, type Reader, type Writer } from './storage.ts';

/** What can be found by its words. Another kind is one more name here and `keepForSearch` in its commands. */
const kinds = ['consultation'] as const;
type Kind = (typeof kinds)[number];

export const searchTables = (kit: Kit) => ({
	/** The full-text index over them is made by the migrations, each database in its own way. */
	searchEntries: kit.table(
		'search_entries',
		{
			/** Grows with time: what is found stands in this order, not by rank, so that common words cost no more. */
			place: kit.integer().primaryKey(),
			kind: kit.choice(kinds).notNull(),
			objectId: kit.text().notNull(),
			words: kit.text().notNull()
		},
		(entry) => [
			kit.unique('search_entries_object').on(entry.kind, entry.objectId),
			kit.oneOf('search_kind', entry.kind, kinds)
		]
	)
});

interface Entry {
	kind: Kind;
	id: string;
	text: string;
}

/** Puts the words of an object into the index, or others in their place, in the transaction that changes it. */
export async function keepForSearch({ db, t }: Writer, { kind, id, text }: Entry): Promise<void> {
	const one = t.searchEntries;
	const words = wordsOf(fold(text)).flat().join(' ');
	const place = sql`(select coalesce(max(${one.place}), 0) + 1 from ${one})`;
	await db
		.insert(one)
		.values({ place, kind, objectId: id, words })
		.onConflictDoUpdate({ target: [one.kind, one.objectId], set: { words } });
}

interface Question {
	kind: Kind;
	/** As somebody typed it. */
	words: string;
	/** `place` of the last one seen. */
	before?: number | undefined;
	limit: number;
}

/** Whether there is any word in it that could be looked for. */
export const asksForWords = (text: string) => wordsIn(text).length > 0;

/** Objects in which each word of the question begins one of theirs, the latest first. */
export function find(
	reader: Reader,
	{ kind, words, before = greatestInteger, limit }: Question
): Promise<{ id: string; place: number }[]> {
	const isPostgres = is(reader.t.searchEntries, PgTable);
	const asked = isPostgres ? forPostgres(wordsIn(words)) : forSqlite(wordsIn(words));
	return reader.run(isPostgres ? inPostgres : inSqlite, { kind, asked, before, limit });
}

/** More would only make it dear: nobody types them. */
const mostWords = 12;

const wordsIn = (text: string) => wordsOf(fold(text.slice(0, 200))).slice(0, mostWords);

/** What belongs together (UA-ZHD-2026-001, кам'янка) stands together. */
const forSqlite = (words: readonly string[][]) =>
	words.map((parts) => `"${parts.join(' ')}" *`).join(' ');

const forPostgres = (words: readonly string[][]) =>
	words.map((parts) => `(${parts.join(' <-> ')}:*)`).join(' & ');

type Values = { kind: string; asked: string; before: number; limit: number };
const value = sql.placeholder;

const inSqlite = query<Values>()('search_by_words', (db, t) => {
	const { place, kind, objectId } = t.searchEntries;
	return db
		.select({ id: objectId, place })
		.from(sql`search_words`)
		.innerJoin(t.searchEntries, sql`${place} = search_words.rowid`)
		.where(
			and(
				sql`search_words match ${value('asked')}`,
				sql`search_words.rowid < ${value('before')}`,
				eq(kind, value('kind'))
			)
		)
		.orderBy(sql`search_words.rowid desc`)
		.limit(value('limit'));
});

const inPostgres = query<Values>()('search_by_words', (db, t) => {
	const { place, kind, objectId } = t.searchEntries;
	return db
		.select({ id: objectId, place })
		.from(t.searchEntries)
		.where(
			and(
				sql`vector @@ to_tsquery('simple', ${value('asked')})`,
				sql`${place} < ${value('before')}`,
				eq(kind, value('kind'))
			)
		)
		.orderBy(desc(place))
		.limit(value('limit'));
});
