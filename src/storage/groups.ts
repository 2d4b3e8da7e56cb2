import type Database from 'better-sqlite3';
import type { Commands, Outcome, Waiting } from './commands.ts';
import type { Progress } from './epoch.ts';
import { isFatal, refusalOf } from './errors.ts';
import type { Writer } from './storage.ts';
import { createSums } from './sums.ts';
import { watchStatements, type Turns } from './turns.ts';

interface Parts {
	client: Database.Database;
	build(client: Database.Database): Pick<Writer, 'db' | 'run'>;
	commands: Commands;
	progress: Progress;
	turns: Turns;
	fail(error: unknown): void;
}

/**
 * Group commit: the commands of one turn of the event loop share a transaction and its one fsync, each in
 * a savepoint of its own.
 */
export function createGroups({ client, build, commands, progress, turns, fail }: Parts) {
	const begin = client.prepare('begin immediate');
	const commit = client.prepare('commit');
	const savepoint = client.prepare('savepoint command');
	const release = client.prepare('release command');
	const undo = client.prepare('rollback to command');
	const sums = createSums();
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
		if (!waiting.manner.additive && sums.isAwaited)
			await turns.take(() => sums.write({ run }, { atEnd: false }));
		savepoint.run();
		try {
			const done = await turns.take(() => commands.perform(waiting, db, run));
			if (lost !== undefined) throw lost;
			release.run();
			sums.take(done);
			return done;
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

	function rollBack(): void {
		try {
			if (client.inTransaction) client.exec('rollback');
		} catch (error) {
			fail(error);
		}
	}

	async function commitGroup(group: readonly Waiting[]): Promise<Outcome[]> {
		lost = undefined;
		sums.drop();
		try {
			begin.run();
			const outcomes: Outcome[] = [];
			for (const waiting of group) outcomes.push(await perform(waiting));
			await turns.take(() => sums.write({ run }, { atEnd: true }));
			await turns.take(() => commands.remember(run));
			progress.count();
			assertDurable();
			commit.run();
			progress.keep();
			return outcomes;
		} catch (error) {
			rollBack();
			if (isFatal(error)) fail(error);
			throw error;
		}
	}

	return { commitGroup };
}
