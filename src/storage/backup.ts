import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { forgetEpoch } from './epoch.ts';
import { StorageFailure } from './errors.ts';
import { sync } from './files.ts';
import { takeLock } from './lock.ts';
import { refuseNewer } from './migrations.ts';

interface Place {
	/** The data folder. */
	folder: string;
	migrations: string;
}

/** Writes the database into a file as it is at one moment, also while it is served. Throws `StorageFailure`. */
export async function backUp({ folder, migrations }: Place, file: string): Promise<void> {
	if (existsSync(file)) throw new StorageFailure(65, `${file} is there already.`);
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	await copyChecked(join(folder, 'viche.sqlite'), `${file}.part`, migrations);
	renameSync(`${file}.part`, file);
	sync(dirname(file));
}

/**
 * Puts a backup in the place of the database of a folder that nobody uses, and begins a new epoch. Answers where the
 * database lies that was there, if there was one. Throws `StorageFailure`, and then all is as it was.
 */
export async function putBack(
	{ folder, migrations }: Place,
	file: string
): Promise<string | undefined> {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const lock = takeLock(folder);
	try {
		const database = join(folder, 'viche.sqlite');
		const copy = `${database}.part`;
		await copyChecked(file, copy, migrations);
		// First of all: wherever this is interrupted, the next start begins a new epoch.
		forgetEpoch(folder);
		const aside = `${database}.before-${new Date().toISOString().replace(/[:.]/g, '-')}`;
		const wasThere = existsSync(database);
		// The log first: it must not be taken for one of the database that comes.
		for (const end of ['-wal', '-shm', ''])
			if (existsSync(database + end)) renameSync(database + end, aside + end);
		sync(folder);
		renameSync(copy, database);
		sync(folder);
		return wasThere ? aside : undefined;
	} finally {
		lock.close();
	}
}

/** Another epoch for a folder or a disk that was put back as a whole. */
export function beginEpoch(folder: string): void {
	const lock = takeLock(folder);
	forgetEpoch(folder);
	lock.close();
}

/** One file, without a log beside it, on disk, and a whole database of this program. */
async function copyChecked(from: string, to: string, migrations: string): Promise<void> {
	for (const end of ['', '-wal', '-shm', '-journal']) rmSync(to + end, { force: true });
	try {
		const source = new Database(from, { readonly: true, fileMustExist: true });
		// All pages in one go: between two steps a writer would make it begin anew, without end.
		await source.backup(to, { progress: () => 0x7fffffff }).finally(() => source.close());
		chmodSync(to, 0o600);
		const client = new Database(to);
		try {
			client.pragma('journal_mode = DELETE');
			check(client, migrations);
		} finally {
			client.close();
		}
		sync(to);
	} catch (error) {
		rmSync(to, { force: true });
		if (error instanceof StorageFailure) throw error;
		throw new StorageFailure(65, `${from} cannot be used: ${(error as Error).message}`, error);
	}
}

function check(client: Database.Database, migrations: string): void {
	refuseNewer(client, migrations);
	if (client.pragma('integrity_check', { simple: true }) !== 'ok')
		throw new Error('it is damaged.');
	if ((client.pragma('foreign_key_check') as unknown[]).length > 0)
		throw new Error('it has rows that refer to nothing.');
	if (client.prepare("select 1 from meta where key = 'log_epoch'").get() === undefined)
		throw new Error('it is no database of Viche.');
}
