import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { Refusal } from '#core/kernel/errors.ts';
import { createCommands, groupLimit, queueLimit, type Outcome, type Waiting } from './commands.ts';
import type { Keys } from './keys.ts';
import { postgresKit } from './kit.ts';
import { refuse } from './migrations.ts';
import { buildTables, type Tables } from './schema.ts';
import type { Clock, Query, Reader, Storage, Writing } from './storage.ts';

/** Held by whichever process is writing: commands of all processes come one group after the other. */
const writersTurn = 7_248_101;

type Client = PgDatabase<PgQueryResultHKT>;

interface Options {
	keys: Keys;
	migrations: string;
	clock?: Clock;
}

/** Opens a PostgreSQL database by its address. Throws `StorageFailure` 65 when it is newer than this program. */
export async function openPostgres(url: string, options: Options): Promise<Storage> {
	const { Pool } = (await import('pg')).default;
	const pool = new Pool({ connectionString: url, max: 8 });
	const client = drizzle({ client: pool, casing: 'snake_case' });
	const { rows: known } = await client.execute<{ there: string | null }>(
		sql`select to_regclass('drizzle.__drizzle_migrations')::text as there`
	);
	if (known[0]?.there) {
		const { rows } = await client.execute<{ applied: string | null }>(
			sql`select max(created_at)::text as applied from drizzle.__drizzle_migrations`
		);
		refuse(Number(rows[0]?.applied ?? 0), options.migrations);
	}
	await migrate(client, { migrationsFolder: options.migrations });
	return createPostgresStorage(client, () => pool.end(), options);
}

/** The same over any PostgreSQL connection that drizzle knows; its schema is up to date. */
export function createPostgresStorage(
	client: Client,
	close: () => Promise<void>,
	{ keys, clock = Date.now }: Pick<Options, 'keys' | 'clock'>
): Storage {
	const t = buildTables(postgresKit);
	const commands = createCommands({ t, keys, clock });
	const queue: Waiting[] = [];
	let draining: Promise<void> | undefined;

	async function commitGroup(group: Waiting[]): Promise<void> {
		const outcomes: Outcome[] = [];
		try {
			await client.transaction(async (tx) => {
				await tx.execute(sql`select pg_advisory_xact_lock(${writersTurn})`);
				for (const waiting of group) outcomes.push(await perform(tx, waiting));
			});
		} catch (error) {
			for (const { settle } of group) settle({ error });
			return;
		}
		group.forEach(({ settle }, place) => settle(outcomes[place]!));
	}

	async function perform(tx: Client, waiting: Waiting): Promise<Outcome> {
		try {
			return await tx.transaction((inner) => {
				const db = inner as unknown as Writing;
				return commands.perform(waiting, db, runner(db, t));
			});
		} catch (error) {
			return { error };
		}
	}

	async function drain(): Promise<void> {
		while (queue.length > 0) await commitGroup(queue.splice(0, groupLimit));
		draining = undefined;
	}

	const db = client as unknown as Writing;
	return {
		db,
		t,
		keys,
		now: clock,
		run: runner(db, t),
		beforeCommit: commands.beforeCommit,
		afterCommit: commands.afterCommit,
		onFailure: () => undefined,
		ready: true,
		read: (work) =>
			client.transaction(
				(tx) => {
					const snapshot = tx as unknown as Writing;
					return work({ db: snapshot, t, keys, now: clock, run: runner(snapshot, t) });
				},
				{ isolationLevel: 'repeatable read', accessMode: 'read only' }
			),
		write: (actor, work) =>
			new Promise((resolve, reject) => {
				if (queue.length >= queueLimit) return reject(new Refusal('busy', { retryAfter: 5 }));
				queue.push({
					actor,
					work,
					settle(outcome) {
						// eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
						if ('error' in outcome) return reject(outcome.error);
						commands.publish(outcome.events);
						resolve(outcome.result as never);
					}
				});
				draining ??= drain();
			}),
		async close() {
			await draining;
			await close();
		}
	};
}

/** Built anew in each transaction: a statement prepared outside would run outside it. */
function runner(db: Writing, t: Tables): Reader['run'] {
	return async <Values extends Record<string, unknown>, Row>(
		query: Query<Values, Row> | Query<Values, Row, Writing>,
		values: Values
	) => (await query.build(db, t).prepare(query.name).execute(values)) as Row[];
}
