import Database from 'better-sqlite3';
import { join } from 'node:path';
import { databaseCode, StorageFailure } from './errors.ts';

/**
 * Takes the lock of a data folder; closing it gives it back. Two writers on one folder would each believe to be
 * alone. Throws `StorageFailure` 75 while another process has it.
 */
export function takeLock(folder: string): Database.Database {
	const file = join(folder, 'viche.lock');
	const lock = new Database(file, { timeout: 0 });
	try {
		lock.exec('begin exclusive');
		return lock;
	} catch (error) {
		lock.close();
		if (databaseCode(error) === 'SQLITE_BUSY')
			throw new StorageFailure(75, `Another process is using this data folder (${file}).`, error);
		throw new StorageFailure(70, `The data folder cannot be locked: ${String(error)}`, error);
	}
}
