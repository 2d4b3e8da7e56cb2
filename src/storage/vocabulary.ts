import { is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { query, type Reader } from './storage.ts';

export interface Term {
	term: string;
	/** In how many objects it stands. */
	times: number;
}

/** No question is worth more than this. */
const most = 4000;

/**
 * Words that titles, summaries and documents have and that begin like this one: with its first letter, or in the many
 * documents with its first two. What people write is no part of it, and neither does it grow with that.
 */
export async function vocabulary(reader: Reader, word: string): Promise<Term[]> {
	const first = [...word].slice(0, 1).join('');
	const two = [...word].slice(0, 2).join('');
	if (is(reader.t.searchEntries, PgTable))
		return reader.run(inPostgres, { first: `${first}%`, most });
	const range = (from: string) => ({ from, to: `${from}\u{10FFFF}`, most });
	return [
		...(await reader.run(inSqlite('search_vocabulary'), range(first))),
		...(await reader.run(inSqlite('search_document_vocabulary'), range(two)))
	];
}

const value = sql.placeholder;

const ofSqlite = (table: string) =>
	query<{ from: string; to: string; most: number }>()(`words_of_${table}`, (db) =>
		db
			.select({ term: sql<string>`term`, times: sql<number>`doc` })
			.from(sql`${sql.raw(table)}`)
			.where(sql`term >= ${value('from')} and term < ${value('to')}`)
			.limit(value('most'))
	);
const tables = {
	search_vocabulary: ofSqlite('search_vocabulary'),
	search_document_vocabulary: ofSqlite('search_document_vocabulary')
};
const inSqlite = (table: keyof typeof tables) => tables[table];

const inPostgres = query<{ first: string; most: number }>()('words_of_titles', (db) =>
	db
		.select({ term: sql<string>`word`, times: sql<number>`ndoc` })
		.from(
			sql`ts_stat('select vector from search_entries where kind in (''consultation'', ''document'') order by place desc limit 5000')`
		)
		.where(sql`word like ${value('first')}`)
		.limit(value('most'))
);
