import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql, type SQL } from 'drizzle-orm';
import { inject } from 'vitest';
import { openKeys } from '#storage/keys.ts';
import { createPostgresStorage, type Connections } from '#storage/postgres.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';
import { temporaryFolder } from './folder.ts';

declare module 'vitest' {
	interface ProvidedContext {
		database: 'sqlite' | 'postgres';
	}
}

/** A database of its own: a real SQLite file, or PostgreSQL in this process; in a folder that is given it stays. */
export async function openDatabase(clock: () => number, kept?: string): Promise<Storage> {
	if (inject('database') === 'postgres') return openPglite(clock, kept);
	return openSqlite({ folder: kept ?? temporaryFolder(), migrations: 'db/sqlite', clock });
}

/** Empty databases whose tests are over: to begin one anew takes ten times as long as to empty it. */
const emptied: PGlite[] = [];
/** One after all migrations, from which further ones begin. */
let migrated: Blob | undefined;

/** PostgreSQL in this process. */
export async function openPglite(clock: () => number, kept?: string): Promise<Storage> {
	const client = (kept === undefined ? emptied.pop() : undefined) ?? (await begin(kept));
	const { drizzle } = await import('drizzle-orm/pglite');
	const db = drizzle({ client, casing: 'snake_case' });
	const keys = openKeys(join(kept ?? temporaryFolder(), 'keys'));
	const transaction = db.transaction.bind(db) as Connections['transaction'];
	const close = () => (kept === undefined ? giveBack(client) : client.close());
	return createPostgresStorage({ db, transaction, close }, { keys, clock, patience: 500 });
}

async function begin(kept: string | undefined): Promise<PGlite> {
	const { PGlite } = await import('@electric-sql/pglite');
	const { drizzle } = await import('drizzle-orm/pglite');
	const { migrate } = await import('drizzle-orm/pglite/migrator');
	if (kept === undefined && migrated) return new PGlite({ loadDataDir: migrated });
	const client = new PGlite(kept === undefined ? {} : { dataDir: join(kept, 'postgres') });
	await migrate(drizzle({ client }), { migrationsFolder: 'db/postgres' });
	if (kept === undefined) migrated = await client.dumpDataDir('none');
	return client;
}

/** Whatever a test left in it goes, also what no statement of ours could take away. */
async function giveBack(client: PGlite): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		"select tablename as name from pg_tables where schemaname = 'public'"
	);
	const all = rows.map(({ name }) => `delete from "${name}"`).join(';');
	await client.exec(
		`set session_replication_role = replica; ${all}; set session_replication_role = default`
	);
	emptied.push(client);
}

const own = ['log_epoch', 'commits', 'latest_instant'];

/** What tests have put into the smallest of the tables, beside what the storage itself keeps there. */
export const keysIn = async ({ db, t }: Storage): Promise<string[]> =>
	(await db.select().from(t.meta)).map(({ key }) => key).filter((key) => !own.includes(key));

/** Speaks to the connection that writes as only the storage itself may: from within a command. */
export const pragma = (storage: Storage, text: string): Promise<unknown> =>
	storage.write({ kind: 'system', job: 'test' }, async ({ db }) =>
		(db as unknown as { all(query: SQL): unknown }).all(sql.raw(`pragma ${text}`))
	);

/** Leaves room for so many more pages: after them the disk is full, as SQLite sees it. */
export async function leaveRoom(storage: Storage, pages: number): Promise<void> {
	const [now] = (await pragma(storage, 'page_count')) as [{ page_count: number }];
	await pragma(storage, `max_page_count = ${now.page_count + pages}`);
}
