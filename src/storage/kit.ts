import { sql, type AnyColumn } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import * as lite from 'drizzle-orm/sqlite-core';

/** The words in which every table is written once, for SQLite. */
export const sqliteKit = {
	table: lite.sqliteTable,
	id: () => lite.text().primaryKey(),
	text: () => lite.text(),
	choice: <const T extends readonly [string, ...string[]]>(values: T) =>
		lite.text({ enum: values as unknown as [T[number], ...T[number][]] }),
	integer: () => lite.integer(),
	number: () => lite.real(),
	flag: () => lite.integer({ mode: 'boolean' }),
	/** Epoch milliseconds. */
	instant: () => lite.integer(),
	json: <T>() => lite.text({ mode: 'json' }).$type<T>(),
	index: lite.index,
	unique: lite.uniqueIndex,
	primaryKey: lite.primaryKey,
	check: lite.check,
	/** drizzle-kit writes no CHECK for `choice`; this does. */
	oneOf: (name: string, column: AnyColumn, values: readonly string[]) =>
		lite.check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`)
};
export type Kit = typeof sqliteKit;

/** The same words for PostgreSQL. TypeScript goes on seeing the SQLite flavour. */
export const postgresKit = {
	table: pg.pgTable,
	id: () => pg.text().primaryKey(),
	text: () => pg.text(),
	choice: (values: [string, ...string[]]) => pg.text({ enum: values }),
	integer: () => pg.integer(),
	number: () => pg.doublePrecision(),
	flag: () => pg.boolean(),
	instant: () => pg.bigint({ mode: 'number' }),
	// `jsonb` would reorder keys: a stored answer must come back byte for byte.
	json: () => pg.json(),
	index: pg.index,
	unique: pg.uniqueIndex,
	primaryKey: pg.primaryKey,
	check: pg.check,
	oneOf: (name: string, column: AnyColumn, values: readonly string[]) =>
		pg.check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`)
} as unknown as Kit;
