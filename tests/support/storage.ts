import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openKeys } from '#storage/keys.ts';
import { createPostgresStorage, type Connections } from '#storage/postgres.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';

declare module 'vitest' {
	interface ProvidedContext {
		database: 'sqlite' | 'postgres';
	}
}

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'viche-'));

/** A database of its own: a real SQLite file, or PostgreSQL in this process; in a folder that is given it stays. */
export async function openDatabase(clock: () => number, kept?: string): Promise<Storage> {
	const folder = kept ?? temporaryFolder();
	if (inject('database') === 'sqlite')
		return openSqlite({ folder, migrations: 'db/sqlite', clock });
	const { PGlite } = await import('@electric-sql/pglite');
	const { drizzle } = await import('drizzle-orm/pglite');
	const { migrate } = await import('drizzle-orm/pglite/migrator');
	const client = kept === undefined ? new PGlite() : new PGlite(join(kept, 'postgres'));
	const db = drizzle({ client, casing: 'snake_case' });
	await migrate(db, { migrationsFolder: 'db/postgres' });
	const keys = openKeys(join(folder, 'keys'));
	const transaction = db.transaction.bind(db) as Connections['transaction'];
	return createPostgresStorage(
		{ db, transaction, close: () => client.close() },
		{ keys, clock, patience: 500 }
	);
}
