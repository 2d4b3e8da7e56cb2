import { AsyncLocalStorage } from 'node:async_hooks';
import type Database from 'better-sqlite3';

export type Turns = ReturnType<typeof createTurns>;

/** Calls back when work has waited long enough; answers how to call that off. */
type Patience = (cutOff: () => void) => () => void;

/** SQLite answers at once: what is not done when the event loop turns waits for something else. */
export function untilTheLoopTurns(): Patience {
	const waiting = new Set<() => void>();
	let watching = false;
	function turned(): void {
		watching = false;
		const late = [...waiting];
		waiting.clear();
		for (const cutOff of late) cutOff();
	}
	return (cutOff) => {
		// One watch serves all that begin in the same turn of the loop.
		if (!watching) setImmediate(turned);
		watching = true;
		waiting.add(cutOff);
		return () => void waiting.delete(cutOff);
	};
}

/** For databases that answer over a wire. */
export const milliseconds =
	(count: number): Patience =>
	(cutOff) => {
		const end = setTimeout(cutOff, count);
		return () => clearTimeout(end);
	};

/**
 * Whose turn it is to use the connection. What is left running of a command that has ended finds itself
 * outside its turn and is refused, instead of writing into the next command's savepoint.
 */
export function createTurns(patience: Patience) {
	const running = new AsyncLocalStorage<{ over: boolean }>();
	const isCurrent = () => running.getStore()?.over === false;

	return {
		/** True inside a command or snapshot that is running now, and nowhere else. */
		isCurrent,

		check(): void {
			if (!isCurrent())
				throw new Error('This command is over: it may not touch the database any more.');
		},

		/** Runs work to its end; work that waits for anything but the database is cut off. */
		take<Result>(work: () => Promise<Result>): Promise<Result> {
			const turn = { over: false };
			return new Promise<Result>((resolve, reject) => {
				const callOff = patience(() => {
					turn.over = true;
					reject(new Error('Database work waited for something other than the database.'));
				});
				const end = () => {
					turn.over = true;
					callOff();
				};
				running.run(turn, work).then(
					(result) => {
						end();
						resolve(result);
					},
					(error: Error) => {
						end();
						reject(error);
					}
				);
			});
		}
	};
}

interface Watch {
	/** Called before each use of the connection; what it throws refuses the use. */
	before?: () => void;
	/** Told of each error, also of those that a command keeps to itself. */
	failed(error: unknown): void;
}

/** The same connection with somebody watching its statements. */
export function watchStatements(client: Database.Database, watch: Watch): Database.Database {
	function watched<Result>(use: () => Result): Result {
		try {
			return use();
		} catch (error) {
			watch.failed(error);
			throw error;
		}
	}
	const wrap = (statement: Database.Statement): Database.Statement => {
		const wrapped = {
			run(...values: unknown[]) {
				watch.before?.();
				return watched(() => statement.run(...values));
			},
			all(...values: unknown[]) {
				watch.before?.();
				return watched(() => statement.all(...values));
			},
			get(...values: unknown[]) {
				watch.before?.();
				return watched(() => statement.get(...values));
			},
			raw: (on?: boolean) => (statement.raw(on ?? true), wrapped)
		};
		return wrapped as unknown as Database.Statement;
	};
	return {
		prepare: (source: string) => wrap(watched(() => client.prepare(plannedOnce(source))))
	} as Database.Database;
}

/**
 * better-sqlite3 forgets a statement's values after each run, and SQLite with STAT4 then plans anew whatever
 * could depend on one of them, a limit too: a join costs several times its running. In a subquery the planner does not see
 * the value.
 */
const plannedOnce = (source: string) =>
	source.replace(/ (=|<>|<=?|>=?|limit) \?/g, ' $1 (select ?)');
