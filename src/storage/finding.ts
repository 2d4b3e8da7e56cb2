import { and, desc, eq, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { greatestInteger } from '#core/kernel/ids.ts';
import type { SearchedKind } from '#core/search/model.ts';
import type { Asked } from '#core/kernel/words/question.ts';
import { byBeginnings, numberWord } from './search.ts';
import { query, variants, type Reader } from './storage.ts';

/** First comes what has all the words in its title, then what has them anywhere; either the latest first. */
export type Rung = 'title' | 'text';

export interface Question {
	kind: SearchedKind;
	rung: Rung;
	/** None: all consultations there are. */
	asked: readonly Asked[];
	/** Numbers of the consultations in which it must stand; only a few. */
	within?: readonly string[] | undefined;
	/** `place` of the last one seen. */
	before?: number | undefined;
	limit: number;
}

export interface Found {
	id: string;
	consultationId: string;
	place: number;
}

/** Objects of a kind that have each word of the question in one of its forms, the latest first. */
export async function find(reader: Reader, question: Question): Promise<Found[]> {
	const { kind, asked, rung, before = greatestInteger, limit } = question;
	if (asked.length === 0) return rung === 'text' ? reader.run(inOrder, { before, limit }) : [];
	if (rung === 'title' && !byBeginnings.includes(kind)) return [];
	const isPostgres = is(reader.t.searchEntries, PgTable);
	const words = (isPostgres ? forPostgres : forSqlite)(question);
	return reader.run(isPostgres ? inPostgres : inSqlite(kind), { kind, words, before, limit });
}

/** How many there are, counted no further than to `most`. */
export async function countFound(
	reader: Reader,
	{ most, ...question }: Omit<Question, 'rung' | 'limit' | 'before'> & { most: number }
): Promise<number> {
	const found = await find(reader, { ...question, rung: 'text', limit: most });
	if (question.asked.length === 0 || !byBeginnings.includes(question.kind)) return found.length;
	const first = await find(reader, { ...question, rung: 'title', limit: most });
	return Math.min(most, found.length + first.length);
}

/** A question's words are letters and digits alone: nothing in them is of the language in which the index is asked. */
function forSqlite({ kind, rung, asked, within }: Question): string {
	const beginnings = byBeginnings.includes(kind);
	const groups = asked.map(({ word, stems }) => {
		const ways = stems.map((stem) => `"${stem}"`);
		return `(${[...ways, ...(beginnings ? [`"${word}" *`] : [])].join(' OR ')})`;
	});
	const all = groups.join(' AND ');
	const where = within && `(${within.map((number) => `"${numberWord(number)}"`).join(' OR ')})`;
	const inTitle = `{heads} : (${all})`;
	const words = !beginnings ? all : rung === 'title' ? inTitle : `((${all}) NOT ${inTitle})`;
	return where ? `${where} AND ${words}` : words;
}

function forPostgres({ kind, rung, asked, within }: Question): string {
	const beginnings = byBeginnings.includes(kind);
	const group = (weight: string) =>
		asked
			.map(({ word, stems }) => {
				const ways = stems.map((stem) => stem + (weight && `:${weight}`));
				return `(${[...ways, ...(beginnings ? [`${word}:*${weight}`] : [])].join(' | ')})`;
			})
			.join(' & ');
	const where = within && `(${within.map(numberWord).join(' | ')})`;
	const words = !beginnings
		? group('')
		: rung === 'title'
			? group('A')
			: `(${group('')}) & !(${group('A')})`;
	return where ? `${where} & ${words}` : words;
}

type Values = { kind: string; words: string; before: number; limit: number };
const value = sql.placeholder;

const indexOf = {
	consultation: 'search_words',
	document: 'search_document_words',
	contribution: 'search_contribution_words',
	answer: 'search_answer_words'
} as const satisfies Record<SearchedKind, string>;

const inSqlite = variants((kind: SearchedKind) =>
	query<Values>()(`search_${kind}`, (db, t) => {
		const { place, consultationId, objectId } = t.searchEntries;
		const index = sql.raw(indexOf[kind]);
		return db
			.select({ id: objectId, consultationId, place })
			.from(sql`${index}`)
			.innerJoin(t.searchEntries, sql`${place} = ${index}.rowid`)
			.where(and(sql`${index} match ${value('words')}`, sql`${index}.rowid < ${value('before')}`))
			.orderBy(sql`${index}.rowid desc`)
			.limit(value('limit'));
	})
);

const inPostgres = query<Values>()('search_by_words', (db, t) => {
	const { place, kind, consultationId, objectId } = t.searchEntries;
	return db
		.select({ id: objectId, consultationId, place })
		.from(t.searchEntries)
		.where(
			and(
				sql`vector @@ to_tsquery('simple', ${value('words')})`,
				sql`${place} < ${value('before')}`,
				eq(kind, value('kind'))
			)
		)
		.orderBy(desc(place))
		.limit(value('limit'));
});

const inOrder = query<Omit<Values, 'words' | 'kind'>>()('consultations_as_announced', (db, t) => {
	const { place, kind, consultationId, objectId } = t.searchEntries;
	return db
		.select({ id: objectId, consultationId, place })
		.from(t.searchEntries)
		.where(and(eq(kind, sql.raw(`'consultation'`)), sql`${place} < ${value('before')}`))
		.orderBy(desc(place))
		.limit(value('limit'));
});
