import { join } from 'node:path';
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

/** An empty database after all migrations: begun anew, each one of a test file would take seconds. */
let migrated: Blob | undefined;

/** PostgreSQL in this process. */
export async function openPglite(clock: () => number, kept?: string): Promise<Storage> {
	const { PGlite } = await import('@electric-sql/pglite');
	const { drizzle } = await import('drizzle-orm/pglite');
	const { migrate } = await import('drizzle-orm/pglite/migrator');
	const copied = kept === undefined ? migrated : undefined;
	const client = new PGlite(
		copied ? { loadDataDir: copied } : kept === undefined ? {} : { dataDir: join(kept, 'postgres') }
	);
	const db = drizzle({ client, casing: 'snake_case' });
	if (!copied) await migrate(db, { migrationsFolder: 'db/postgres' });
	if (kept === undefined) migrated ??= await client.dumpDataDir('none');
	const keys = openKeys(join(kept ?? temporaryFolder(), 'keys'));
	const transaction = db.transaction.bind(db) as Connections['transaction'];
	return createPostgresStorage(
		{ db, transaction, close: () => client.close() },
		{ keys, clock, patience: 500 }
	);
}

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
