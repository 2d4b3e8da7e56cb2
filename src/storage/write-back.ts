import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { Progress } from './epoch.ts';
import { isFatal } from './errors.ts';

interface WalState {
	log: number;
	checkpointed: number;
}

/** Pages that may wait in the WAL before they are written into the database. */
const walLimit = 1000;
/** So many, and nothing is committed until they are: the WAL must not grow without end. */
const walMost = 1300;

/** Built, it stands beside `start.js`, and this may stand in a part of that. */
const besides = import.meta.url.endsWith('.ts')
	? './write-back-worker.ts'
	: `${import.meta.url.includes('/parts/') ? '..' : '.'}/write-back-worker.js`;

function startWorker(workerData: { file: string; failed: Int32Array }): Worker {
	const worker = new Worker(new URL(besides, import.meta.url), {
		workerData,
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 }
	});
	worker.unref();
	return worker;
}

interface Answer {
	failure?: { message: string; code?: string };
}

async function answerOf(worker: Worker): Promise<Answer> {
	const over = new AbortController();
	const { signal } = over;
	const ended = once(worker, 'exit', { signal }).then(() => {
		throw new Error('It ended by itself.');
	});
	try {
		const [answer] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [Answer];
		return answer;
	} finally {
		ended.catch(() => undefined);
		over.abort();
	}
}

interface Parts {
	/** The connection that writes. */
	client: Database.Database;
	progress: Progress;
	fail(error: unknown): void;
}

/**
 * Writes the WAL back into the database. SQLite would do this by itself within some commit, and keep to itself when
 * it fails. A thread does most of it; what was committed meanwhile is done here, for only a WAL that is written back
 * to its end begins anew.
 */
export function createWriteBack({ client, progress, fail }: Parts) {
	const walState = client.prepare<[], WalState>('pragma wal_checkpoint(NOOP)');
	const checkpoint = client.prepare<[], WalState>('pragma wal_checkpoint(PASSIVE)');
	/** 1 once the thread has failed, also before it could say so. */
	const failed = new Int32Array(new SharedArrayBuffer(4));
	let worker: Worker | undefined;
	let running: Promise<void> | undefined;

	function check(error: unknown): void {
		// Without room the WAL goes on growing; a failed fsync is never tried again.
		if (isFatal(error)) fail(error);
	}

	function writeRest(): void {
		try {
			if (client.inTransaction) return;
			const { log, checkpointed } = checkpoint.get()!;
			if (log === checkpointed) progress.endRound();
		} catch (error) {
			check(error);
		}
	}

	async function writeBesides(): Promise<void> {
		try {
			worker ??= startWorker({ file: client.name, failed });
			worker.postMessage('write');
			const { failure } = await answerOf(worker);
			if (failure) return check(Object.assign(new Error(failure.message), failure));
		} catch (error) {
			// Without a thread it takes its time here.
			console.error('the thread that writes back has ended', error);
			worker = undefined;
		}
		writeRest();
	}

	return {
		/** Whether writing back has failed, so that nothing may be acknowledged any more. */
		get hasFailed() {
			return Atomics.load(failed, 0) === 1;
		},
		/** After each group; to be waited for before the next one. */
		async afterGroup(): Promise<void> {
			try {
				const { log, checkpointed } = walState.get()!;
				if (log < walLimit || log === checkpointed) return;
				if (!running) progress.beginRound();
				running ??= writeBesides().finally(() => (running = undefined));
				if (log >= walMost) await running;
			} catch (error) {
				check(error);
			}
		},
		/** Leaves nothing in the WAL; answers whether nobody was reading from it. */
		async emptyLog(): Promise<boolean> {
			await running;
			if (client.inTransaction) return false;
			try {
				client.pragma('busy_timeout = 0');
				progress.beginRound();
				const [{ busy } = { busy: 1 }] = client.pragma('wal_checkpoint(TRUNCATE)') as {
					busy: number;
				}[];
				if (busy === 0) progress.endRound();
				return busy === 0;
			} catch (error) {
				check(error);
				return false;
			} finally {
				client.pragma('busy_timeout = 5000');
			}
		},
		/** Before the connection that writes is closed. */
		async close(): Promise<void> {
			await running;
			if (!worker) return;
			worker.ref();
			worker.postMessage('close');
			await once(worker, 'exit');
		}
	};
}
