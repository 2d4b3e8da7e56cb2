import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { StorageFailure } from './errors.ts';

/** Brings the schema up to date, or throws `StorageFailure` 65 when the database is newer than this program. */
export function migrateSqlite(
	client: Database.Database,
	folder: string,
	{ fresh }: { fresh: boolean }
): void {
	const newest = newestMigration(folder);
	const before = fresh ? 0 : appliedTo(client);
	refuse(before, folder);
	// To look through all references of a large database takes seconds: only after something has changed.
	if (before === newest) return;
	// Rebuilding a table drops it for a moment: its references are checked afterwards, as a whole.
	client.pragma('foreign_keys = OFF');
	migrate(drizzle({ client, casing: 'snake_case' }), { migrationsFolder: folder });
	const violations = client.pragma('foreign_key_check') as unknown[];
	if (violations.length > 0)
		throw new StorageFailure(70, 'A migration left rows that refer to nothing.');
	client.pragma('foreign_keys = ON');
}

/** When the newest migration of this program was made, in epoch milliseconds. */
function newestMigration(folder: string): number {
	const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
		entries: { when: number }[];
	};
	return Math.max(...journal.entries.map(({ when }) => when));
}

export function refuse(applied: number, folder: string): void {
	if (applied > newestMigration(folder))
		throw new StorageFailure(
			65,
			'This database was made by a newer version of Viche. Install that one.'
		);
}

/** The same for a file that is open. */
export const refuseNewer = (client: Database.Database, folder: string) =>
	refuse(appliedTo(client), folder);

/** When the newest migration was made that the database has been through; 0 for none. */
function appliedTo(client: Database.Database): number {
	const known = client
		.prepare("select 1 from sqlite_master where type = 'table' and name = '__drizzle_migrations'")
		.get();
	if (!known) return 0;
	const { applied } = client
		.prepare('select max(created_at) as applied from __drizzle_migrations')
		.get() as { applied: number | null };
	return applied ?? 0;
}
