import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { createCommands } from './commands.ts';
import { openEpoch, putForeignLogAside, type Progress } from './epoch.ts';
import { isFatal, StorageFailure } from './errors.ts';
import { createGroups } from './groups.ts';
import { openKeys } from './keys.ts';
import { sqliteKit } from './kit.ts';
import { takeLock } from './lock.ts';
import { migrateSqlite } from './migrations.ts';
import { createRunner } from './prepared.ts';
import { createQueue } from './queue.ts';
import { buildTables } from './schema.ts';
import { createSnapshots } from './snapshots.ts';
import { createTurns, untilTheLoopTurns, watchStatements } from './turns.ts';
import type { Clock, Reader, Storage, Writing } from './storage.ts';
import { createWriteBack } from './write-back.ts';

interface Options {
	/** Holds `viche.sqlite`, `viche.lock`, `viche.epoch` and `keys/`. */
	folder: string;
	migrations: string;
	clock?: Clock;
}

/** Opens the one SQLite file of a data folder. Throws `StorageFailure` with the exit code to end with. */
export function openSqlite({ folder, migrations, clock = Date.now }: Options): Storage {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const lock = takeLock(folder);
	const file = join(folder, 'viche.sqlite');
	try {
		const fresh = !existsSync(file);
		putForeignLogAside(folder);
		const writing = connect(file);
		migrateSqlite(writing, migrations, { fresh });
		const reading = connect(file, { readonly: true });
		const progress = openEpoch(folder, writing);
		return createStorage(folder, { lock, writing, reading, progress }, clock);
	} catch (error) {
		lock.close();
		if (error instanceof StorageFailure) throw error;
		throw new StorageFailure(70, `The database cannot be opened: ${String(error)}`, error);
	}
}

interface Opened {
	lock: Database.Database;
	writing: Database.Database;
	reading: Database.Database;
	progress: Progress;
}

function createStorage(
	folder: string,
	{ lock, writing, reading, progress }: Opened,
	clock: Clock
): Storage {
	const t = buildTables(sqliteKit);
	const keys = openKeys(join(folder, 'keys'));
	const seen = writing.prepare("select value from meta where key = 'latest_instant'").pluck().get();
	const commands = createCommands({ t, keys, clock, latest: Number(seen ?? 0) });
	const build = (client: Database.Database) => {
		const db = builder(client);
		return { db, run: createRunner(db, t) };
	};
	const turns = createTurns(untilTheLoopTurns());
	const queue = createQueue({
		commands,
		turns,
		async commit(group) {
			const outcomes = await groups.commitGroup(group);
			if (writeBack.hasFailed) throw new Error('Writing back has failed.');
			return outcomes;
		},
		afterwards: () => writeBack.afterGroup()
	});
	const writeBack = createWriteBack({ client: writing, progress, fail: queue.fail });
	const groups = createGroups({
		client: writing,
		build,
		commands,
		progress,
		turns,
		fail: queue.fail
	});
	const failed = (error: unknown) => void (isFatal(error) && queue.fail(error));
	const watched = build(watchStatements(reading, { failed }));
	const reader: Reader = { ...watched, t, keys, now: commands.now };
	const snapshotTurns = createTurns(untilTheLoopTurns());
	const bounded = createSnapshots();
	let snapshots: Promise<unknown> = Promise.resolve();

	return {
		...reader,
		shared: false,
		beforeCommit: commands.beforeCommit,
		afterCommit: commands.afterCommit,
		onFailure: queue.onFailure,
		get ready() {
			return queue.ready;
		},
		write: queue.write,
		read: (work) =>
			bounded(() => {
				// One connection holds one snapshot: the next one waits for its turn.
				const result = snapshots.then(async () => {
					reading.exec('begin');
					try {
						return await snapshotTurns.take(() => work(reader));
					} finally {
						if (reading.inTransaction) reading.exec('commit');
					}
				});
				snapshots = result.catch(() => undefined);
				return result;
			}),
		async forget() {
			for (let tries = 0; tries < 50; tries++) {
				// No group and no snapshot lasts longer than a turn of the loop.
				await new Promise((resolve) => setImmediate(resolve));
				if (!reading.inTransaction && (await writeBack.emptyLog())) return;
			}
		},
		async close() {
			await queue.drained();
			await snapshots;
			await writeBack.close();
			reading.close();
			writing.close();
			progress.close();
			lock.close();
		}
	};
}

function connect(file: string, options?: Database.Options): Database.Database {
	const client = new Database(file, options);
	for (const pragma of [
		'busy_timeout = 5000',
		'case_sensitive_like = ON',
		'trusted_schema = OFF',
		'cell_size_check = ON',
		'mmap_size = 0',
		'foreign_keys = ON'
	])
		client.pragma(pragma);
	if (options?.readonly) return client;
	// FULL, or a power cut takes acknowledged commits: this build's own default in WAL mode is NORMAL.
	for (const pragma of [
		'journal_mode = WAL',
		'synchronous = FULL',
		'secure_delete = ON',
		// The groups do it, and notice when it fails.
		'wal_autocheckpoint = 0'
	])
		client.pragma(pragma);
	return client;
}

function builder(client: Database.Database): Writing {
	return drizzle({ client, casing: 'snake_case' }) as unknown as Writing;
}
