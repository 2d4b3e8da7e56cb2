import { AsyncLocalStorage } from 'node:async_hooks';
import type Database from 'better-sqlite3';

export type Turns = ReturnType<typeof createTurns>;

/**
 * Whose turn it is to use the one writing connection. What is left running of a command that has ended
 * finds itself outside its turn and is refused, instead of writing into the next command's savepoint.
 */
export function createTurns() {
	const running = new AsyncLocalStorage<object>();
	let current: object | undefined;

	return {
		/** True inside the command that is running now, and nowhere else. */
		isCurrent: () => current !== undefined && running.getStore() === current,

		/** Runs work to its end in this turn of the event loop; work that waits for anything else is cut off. */
		async take<Result>(work: () => Promise<Result>): Promise<Result> {
			const turn = {};
			const before = current;
			current = turn;
			let end: NodeJS.Immediate | undefined;
			const late = new Promise<never>((_, reject) => {
				end = setImmediate(() =>
					reject(new Error('Database work waited for something other than the database.'))
				);
			});
			try {
				return await Promise.race([running.run(turn, work), late]);
			} finally {
				current = before;
				clearImmediate(end);
			}
		}
	};
}

/** The same connection, for statements of the running command only. */
export function guardStatements(client: Database.Database, turns: Turns): Database.Database {
	const check = () => {
		if (!turns.isCurrent())
			throw new Error('This command is over: it may not touch the database any more.');
	};
	const guard = (statement: Database.Statement): Database.Statement => {
		const guarded = {
			run: (...values: unknown[]) => (check(), statement.run(...values)),
			all: (...values: unknown[]) => (check(), statement.all(...values)),
			get: (...values: unknown[]) => (check(), statement.get(...values)),
			raw: (on?: boolean) => (statement.raw(on ?? true), guarded)
		};
		return guarded as unknown as Database.Statement;
	};
	return { prepare: (source: string) => guard(client.prepare(source)) } as Database.Database;
}
