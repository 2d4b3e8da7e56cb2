import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { PoolClient } from 'pg';
import { ownErrors } from './errors.ts';
import type { Keys } from './keys.ts';
import { refuse } from './migrations.ts';
import { createPostgresStorage, type Client } from './postgres.ts';
import type { Clock, Storage } from './storage.ts';

interface Options {
	keys: Keys;
	migrations: string;
	clock?: Clock;
}

/** Nothing is waited for without end: a line may be dead without anybody being told. */
const limits = {
	max: 8,
	keepAlive: true,
	connectionTimeoutMillis: 5000,
	statement_timeout: 10_000,
	query_timeout: 15_000,
	// Whoever stops in the middle gives the writers' turn back.
	idle_in_transaction_session_timeout: 15_000
};

/** Opens a PostgreSQL database by its address. Throws `StorageFailure` 65 when it is newer than this program. */
export async function openPostgres(url: string, options: Options): Promise<Storage> {
	const { Pool } = (await import('pg')).default;
	const pool = new Pool({ connectionString: url, ...limits });
	// Whoever uses a broken connection is told by its query; without a listener the process would end.
	const ignore = () => undefined;
	pool.on('error', ignore).on('connect', (connection) => connection.on('error', ignore));
	const over = (client: PoolClient) => drizzle({ client, casing: 'snake_case' });
	const db = drizzle({ client: pool, casing: 'snake_case' });
	try {
		await upgrade(db, options.migrations);
		return await createPostgresStorage({ db, transaction, close: () => pool.end() }, options);
	} catch (error) {
		await pool.end();
		throw error;
	}

	async function transaction<Result>(
		work: (tx: Client) => Promise<Result>,
		config?: Parameters<Client['transaction']>[1]
	): Promise<Result> {
		const connection = await pool.connect();
		const errors = ownErrors();
		let broken = false;
		try {
			return await over(connection).transaction(errors.of(work), config);
		} catch (error) {
			// Where begin, commit or rollback has failed, nobody knows what state the connection is in.
			broken = !errors.isOwn(error);
			throw error;
		} finally {
			connection.release(broken);
		}
	}
}

async function upgrade(db: NodePgDatabase, folder: string): Promise<void> {
	const { rows: known } = await db.execute<{ there: string | null }>(
		sql`select to_regclass('drizzle.__drizzle_migrations')::text as there`
	);
	if (known[0]?.there) {
		const { rows } = await db.execute<{ applied: string | null }>(
			sql`select max(created_at)::text as applied from drizzle.__drizzle_migrations`
		);
		refuse(Number(rows[0]?.applied ?? 0), folder);
	}
	await migrate(db, { migrationsFolder: folder });
}
