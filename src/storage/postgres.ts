import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT, PgTransactionConfig } from 'drizzle-orm/pg-core';
import { isRefusal, Refusal } from '#core/kernel/errors.ts';
import { createCommands, type Outcome, type Waiting } from './commands.ts';
import { newEpoch } from './epoch.ts';
import { databaseCode, isFatal, ownErrors, refusalOf } from './errors.ts';
import { guardSession } from './guard.ts';
import type { Keys } from './keys.ts';
import { postgresKit } from './kit.ts';
import { createQueue } from './queue.ts';
import { buildTables, type Tables } from './schema.ts';
import { createSnapshots } from './snapshots.ts';
import { createSums } from './sums.ts';
import type { Clock, Query, Reader, Storage, Writer, Writing } from './storage.ts';
import { createTurns, milliseconds } from './turns.ts';

/** Held by whichever process is writing: commands of all processes come one group after the other. */
const writersTurn = 7_248_101;

export type Client = PgDatabase<PgQueryResultHKT>;

/** Connections to a PostgreSQL database whose schema is up to date. */
export interface Connections {
	/** For single reads. */
	db: Client;
	/** Rejects with the very error of `work` when nothing but the work has failed. */
	transaction<Result>(
		work: (tx: Client) => Promise<Result>,
		config?: PgTransactionConfig
	): Promise<Result>;
	close(): Promise<void>;
}

interface Options {
	keys: Keys;
	clock?: Clock;
	/** Commands and snapshots that take longer than these milliseconds are cut off. */
	patience?: number;
}

/** Between two looks whether the database is there again. */
const lookAgain = 1000;

/** The storage over any PostgreSQL connections that drizzle knows. */
export async function createPostgresStorage(
	connections: Connections,
	{ keys, clock = Date.now, patience = 5000 }: Options
): Promise<Storage> {
	const t = buildTables(postgresKit);
	const commands = createCommands({ t, keys, clock });
	const turns = createTurns(milliseconds(patience));
	const snapshotTurns = createTurns(milliseconds(patience));
	const bounded = createSnapshots();
	const queue = createQueue({ commands, turns, commit: (group) => commitGroup(group) });
	let looking: NodeJS.Timeout | undefined;

	/** A transaction that fails by anything but its work says that the database is away. */
	async function transaction<Result>(
		work: (tx: Client) => Promise<Result>,
		config?: PgTransactionConfig
	): Promise<Result> {
		const errors = ownErrors();
		try {
			return await connections.transaction(errors.of(work), config);
		} catch (error) {
			if (isFatal(error)) queue.fail(error);
			if (isFatal(error) || errors.isOwn(error)) throw error;
			look(error);
			throw isRefusal(refusalOf(error)) ? error : new Refusal('busy', { retryAfter: 5 });
		}
	}

	const commitGroup = (group: readonly Waiting[]): Promise<Outcome[]> =>
		transaction(async (tx) => {
			const run = runner(tx as unknown as Writing, t);
			// Whatever the server is set to: acknowledged means on disk.
			await tx.execute(
				sql`select pg_advisory_xact_lock(${writersTurn}), set_config('synchronous_commit', 'on', true)`
			);
			await commands.catchUp(run);
			const sums = createSums();
			const outcomes: Outcome[] = [];
			for (const waiting of group) {
				if (!waiting.manner.additive) await sums.write({ run }, { atEnd: false });
				const outcome = await perform(tx, waiting);
				if (!('error' in outcome)) sums.take(outcome);
				outcomes.push(outcome);
			}
			await sums.write({ run }, { atEnd: true });
			await commands.remember(run);
			return outcomes;
		});

	async function perform(tx: Client, waiting: Waiting): Promise<Outcome> {
		const errors = ownErrors();
		try {
			return await tx.transaction(
				errors.of((inner) => {
					const db = guardSession(inner, turns.check) as unknown as Writing;
					return turns.take(() => commands.perform(waiting, db, runner(db, t)));
				})
			);
		} catch (error) {
			// Where even undoing it failed, the connection is gone, and the whole group with it.
			if (isFatal(error) || !errors.isOwn(error)) throw error;
			return { error: refusalOf(error) };
		}
	}

	/** Not ready until it answers again. */
	function look(error: unknown): void {
		if (looking) return;
		console.error(`The database is away (${databaseCode(error) || 'connection lost'}).`);
		looking = setTimeout(again, lookAgain).unref();
	}

	function again(): void {
		connections.db.execute(sql`select 1`).then(
			() => (looking = undefined),
			() => (looking = setTimeout(again, lookAgain).unref())
		);
	}

	const db = connections.db as unknown as Writing;
	const reader: Reader = { db, t, keys, now: commands.now, run: runner(db, t) };
	await commands.catchUp(reader.run);
	await db.insert(t.meta).values({ key: 'log_epoch', value: newEpoch() }).onConflictDoNothing();
	return {
		...reader,
		shared: true,
		beforeCommit: commands.beforeCommit,
		afterCommit: commands.afterCommit,
		onFailure: queue.onFailure,
		get ready() {
			return queue.ready && looking === undefined;
		},
		read: (work) =>
			bounded(() =>
				transaction(
					(tx) => {
						const snapshot = tx as unknown as Writing;
						return snapshotTurns.take(() =>
							work({ ...reader, db: snapshot, run: runner(snapshot, t) })
						);
					},
					{ isolationLevel: 'repeatable read', accessMode: 'read only' }
				)
			),
		write: queue.write,
		// Its own vacuum clears what was deleted, and its own archive keeps what it was told to keep.
		forget: async () => undefined,
		async close() {
			await queue.drained();
			clearTimeout(looking);
			await connections.close();
		}
	};
}

const names = new WeakMap<object, string>();
let named = 0;

/** The driver knows a prepared statement by its name alone: no two queries may have one together. */
function nameOf(query: { name: string }): string {
	let name = names.get(query);
	if (!name) names.set(query, (name = `${query.name}_${++named}`));
	return name;
}

/** Built anew in each transaction: a statement prepared outside would run outside it. */
function runner(db: Writing, t: Tables): Writer['run'] {
	return async <Values extends Record<string, unknown>, Row>(
		query: Query<Values, Row> | Query<Values, Row, Writing>,
		values: Values
	) => (await query.build(db, t).prepare(nameOf(query)).execute(values)) as Row[];
}
