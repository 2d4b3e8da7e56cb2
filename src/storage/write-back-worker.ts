/** Writes the WAL into the database, on a connection and a thread of its own, each time it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { isFatal } from './errors.ts';

const { file, failed } = workerData as { file: string; failed: Int32Array };
const client = new Database(file);
for (const pragma of ['busy_timeout = 5000', 'synchronous = FULL', 'wal_autocheckpoint = 0'])
	client.pragma(pragma);
const checkpoint = client.prepare('pragma wal_checkpoint(PASSIVE)');

parentPort!.on('message', (asked: 'write' | 'close') => {
	if (asked === 'close') {
		client.close();
		return parentPort!.close();
	}
	try {
		checkpoint.get();
		parentPort!.postMessage({});
	} catch (error) {
		// Before anything else: what is committed meanwhile must not be acknowledged.
		if (isFatal(error)) Atomics.store(failed, 0, 1);
		const { code, message } = error as { code?: string; message: string };
		parentPort!.postMessage({ failure: { code, message } });
	}
});
