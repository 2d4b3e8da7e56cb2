import type Database from 'better-sqlite3';
import type { Commands, Outcome, Waiting } from './commands.ts';
import { isFatal, refusalOf } from './errors.ts';
import type { Writer } from './storage.ts';
import { watchStatements, type Turns } from './turns.ts';

interface WalState {
	log: number;
	checkpointed: number;
}

/** Pages that may wait in the WAL before they are written into the database. */
const walLimit = 1000;

interface Parts {
	client: Database.Database;
	build(client: Database.Database): Pick<Writer, 'db' | 'run'>;
	commands: Commands;
	turns: Turns;
	fail(error: unknown): void;
}

/**
 * Group commit: the commands of one turn of the event loop share a transaction and its one fsync, each in
 * a savepoint of its own.
 */
export function createGroups({ client, build, commands, turns, fail }: Parts) {
	const begin = client.prepare('begin immediate');
	const commit = client.prepare('commit');
	const savepoint = client.prepare('savepoint command');
	const release = client.prepare('release command');
	const undo = client.prepare('rollback to command');
	const walState = client.prepare<[], WalState>('pragma wal_checkpoint(NOOP)');
	const checkpoint = client.prepare('pragma wal_checkpoint(PASSIVE)');
	let asserted = false;
	/** Why nothing of the running group may be kept; a command may have kept that to itself. */
	let lost: Error | undefined;
	const { db, run } = build(
		watchStatements(client, {
			before() {
				turns.check();
				if (lost !== undefined) throw lost;
			},
			failed(error) {
				if (isFatal(error) || !client.inTransaction) lost ??= error as Error;
			}
		})
	);

	async function perform(waiting: Waiting): Promise<Outcome> {
		savepoint.run();
		try {
			const outcome = await turns.take(() => commands.perform(waiting, db, run));
			if (lost !== undefined) throw lost;
			release.run();
			return outcome;
		} catch (error) {
			// Some errors (a full disk) end the whole transaction, savepoint included: then the group fails.
			if (lost !== undefined || !client.inTransaction || isFatal(error)) throw lost ?? error;
			undo.run();
			release.run();
			return { error: refusalOf(error) };
		}
	}

	function assertDurable(): void {
		// Read back only now: before the first write the answer is not the true one.
		if (!asserted && client.pragma('synchronous', { simple: true }) !== 2) {
			const error = new Error('The database does not run with synchronous=FULL.');
			fail(error);
			throw error;
		}
		asserted = true;
	}

	/** SQLite would do this by itself, and keep to itself when it fails. */
	function writeBack(): void {
		try {
			const { log, checkpointed } = walState.get()!;
			if (log >= walLimit && log !== checkpointed) checkpoint.get();
		} catch (error) {
			// Without room the WAL goes on growing; a failed fsync is never tried again.
			if (isFatal(error)) fail(error);
		}
	}

	/** Leaves nothing in the WAL; answers whether nobody was reading from it. */
	function emptyLog(): boolean {
		if (client.inTransaction) return false;
		try {
			client.pragma('busy_timeout = 0');
			const [{ busy } = { busy: 1 }] = client.pragma('wal_checkpoint(TRUNCATE)') as {
				busy: number;
			}[];
			return busy === 0;
		} catch (error) {
			if (isFatal(error)) fail(error);
			return false;
		} finally {
			client.pragma('busy_timeout = 5000');
		}
	}

	function rollBack(): void {
		try {
			if (client.inTransaction) client.exec('rollback');
		} catch (error) {
			fail(error);
		}
	}

	async function commitGroup(group: readonly Waiting[]): Promise<Outcome[]> {
		lost = undefined;
		try {
			begin.run();
			const outcomes: Outcome[] = [];
			for (const waiting of group) outcomes.push(await perform(waiting));
			await turns.take(() => commands.remember(run));
			assertDurable();
			commit.run();
			return outcomes;
		} catch (error) {
			rollBack();
			if (isFatal(error)) fail(error);
			throw error;
		}
	}

	return { commitGroup, writeBack, emptyLog };
}
