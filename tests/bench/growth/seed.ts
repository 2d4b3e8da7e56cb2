import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqlite } from '#storage/sqlite.ts';
import { createWorld } from '../../support/world.ts';
import { fill, type Filled } from './fill.ts';

/** How much there is of everything. */
export interface Size {
	consultations: number;
	contributions: number;
	/** Of them in one consultation. */
	inOne: number;
	ballots: number;
	accounts: number;
}

export interface Seeded {
	folder: string;
	/** When it is, in the consultations. */
	now: number;
	/** The consultation with most contributions, open, and its poll of one choice. */
	number: string;
	pollId: string;
	options: string[];
	/** One that has closed with many ballots. */
	closed: string;
	/** Stands in one title; the other in all of them. */
	rareWord: string;
	commonWord: string;
}

const words = { rareWord: 'перлинниця', commonWord: 'громади' };

/**
 * A database of that size in an empty folder: what cannot be made by hand is made by the application, then its rows are
 * multiplied. Nobody's vote is in it that the application could find again, but those of the open poll have its key.
 */
export async function seed(folder: string, size: Size): Promise<Seeded> {
	const open = async (clock: () => number) =>
		openSqlite({ folder, migrations: 'db/sqlite', clock });
	const world = await createWorld({ open });
	const page = await world.open();
	const now = world.now();
	await world.storage.close();

	const client = new Database(join(folder, 'viche.sqlite'));
	try {
		const { closed } = inBulk(client, () =>
			fill(client, size, { ...words, now, baseId: page.id } satisfies Filled)
		);
		const poll = page.polls[0]!;
		const options = poll.options.map(({ id }) => id);
		return { folder, now, number: page.number, pollId: poll.id, options, closed, ...words };
	} finally {
		client.close();
	}
}

/** Rows first, their indexes and triggers afterwards: one by one it would take an hour. */
function inBulk<Result>(client: Database.Database, work: () => Result): Result {
	for (const pragma of [
		'journal_mode = OFF',
		'synchronous = OFF',
		'foreign_keys = OFF',
		'cache_size = -200000',
		'temp_store = MEMORY'
	])
		client.pragma(pragma);
	const made = client
		.prepare(
			`select type, name, sql from sqlite_master where sql is not null and (
				(type = 'index' and tbl_name in ('contributions', 'consultations', 'consultation_areas', 'audit_entries'))
				or (type = 'trigger' and tbl_name = 'audit_entries'))`
		)
		.all() as { type: string; name: string; sql: string }[];
	for (const { type, name } of made) client.exec(`drop ${type} "${name}"`);
	client.exec('begin');
	const result = work();
	client.exec('commit');
	for (const { sql } of made) client.exec(sql);
	client.pragma('journal_mode = WAL');
	return result;
}
