import { join } from 'node:path';
import { inject } from 'vitest';
import { openKeys } from '#storage/keys.ts';
import { createPostgresStorage } from '#storage/postgres.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';
import { temporaryFolder } from './folder.ts';

declare module 'vitest' {
	interface ProvidedContext {
		database: 'sqlite' | 'postgres';
	}
}

/** A database of its own for each test file: a real SQLite file, or PostgreSQL in this process. */
export async function openDatabase(
	clock: () => number,
	folder = temporaryFolder()
): Promise<Storage> {
	return inject('database') === 'sqlite'
		? openSqlite({ folder, migrations: 'db/sqlite', clock })
		: openPglite(clock, folder);
}

/** PostgreSQL in this process. */
export async function openPglite(clock: () => number, folder = temporaryFolder()) {
	const { PGlite } = await import('@electric-sql/pglite');
	const { drizzle } = await import('drizzle-orm/pglite');
	const { migrate } = await import('drizzle-orm/pglite/migrator');
	const client = new PGlite();
	const db = drizzle({ client, casing: 'snake_case' });
	await migrate(db, { migrationsFolder: 'db/postgres' });
	const keys = openKeys(join(folder, 'keys'));
	return createPostgresStorage(db, () => client.close(), { keys, clock });
}
