import { closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { expect, test } from 'vitest';
import { createCommands } from '#storage/commands.ts';
import { openEpoch } from '#storage/epoch.ts';
import { createGroups } from '#storage/groups.ts';
import { openKeys } from '#storage/keys.ts';
import { sqliteKit } from '#storage/kit.ts';
import { buildTables } from '#storage/schema.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { statement, type Storage, type Sum, type Writer } from '#storage/storage.ts';
import { createTurns, untilTheLoopTurns } from '#storage/turns.ts';
import { keysIn, leaveRoom, pragma } from '../support/storage.ts';
import { temporaryFolder } from '../support/folder.ts';

const clerk = { kind: 'system', job: 'test' } as const;
const open = (folder = temporaryFolder()) => openSqlite({ folder, migrations: 'db/sqlite' });
const put = (storage: Storage, key: string, value = '') =>
	storage.write(clerk, async ({ db, t }) => {
		await db.insert(t.meta).values({ key, value });
	});
const addKey = statement<{ key: string }>()('add_key', (db, t) =>
	db.insert(t.meta).values({ key: sql.placeholder('key'), value: '' })
);
const tooMuch = 'x'.repeat(100_000);

async function outcomesOf(commands: Promise<unknown>[]): Promise<unknown[]> {
	const outcomes = await Promise.allSettled(commands);
	return outcomes.map((one): unknown =>
		one.status === 'fulfilled' ? 'done' : ((one.reason as { code?: unknown }).code ?? one.reason)
	);
}

test('a command that fills the disk ends its group, and everyone in it is told the truth', async () => {
	const storage = open();
	await leaveRoom(storage, 5);
	expect(
		await outcomesOf([put(storage, 'a'), put(storage, 'big', tooMuch), put(storage, 'b')])
	).toEqual(['storage_full', 'storage_full', 'storage_full']);
	expect(await keysIn(storage)).toEqual([]);
	expect(await outcomesOf([put(storage, 'small')])).toEqual(['done']);
	await leaveRoom(storage, 1000);
	await put(storage, 'big', tooMuch);
	expect(await keysIn(storage)).toEqual(['small', 'big']);
	await storage.close();
});

test('where a full disk ends one statement only, its command alone is told so', async () => {
	const storage = open();
	await leaveRoom(storage, 5);
	const two = storage.write(clerk, async ({ db, t }) => {
		const rows = ['one', 'other'].map((key) => ({ key, value: tooMuch }));
		await db.insert(t.meta).values(rows);
	});
	expect(await outcomesOf([put(storage, 'a'), two, put(storage, 'b')])).toEqual([
		'done',
		'storage_full',
		'done'
	]);
	expect(await keysIn(storage)).toEqual(['a', 'b']);
	await storage.close();
});

test('a command that keeps the end of its transaction to itself writes nothing afterwards', async () => {
	const storage = open();
	await leaveRoom(storage, 5);
	const secretive = storage.write(clerk, async ({ db, t }) => {
		const late = { key: 'late', value: '' };
		await db
			.insert(t.meta)
			.values({ key: 'big', value: tooMuch })
			.catch(() => undefined);
		await db
			.insert(t.meta)
			.values(late)
			.catch(() => undefined);
		return 'as if nothing had been';
	});
	expect(await outcomesOf([put(storage, 'a'), secretive, put(storage, 'b')])).toEqual([
		'storage_full',
		'storage_full',
		'storage_full'
	]);
	expect(await keysIn(storage)).toEqual([]);
	await storage.close();
});

test('what was added up in a group that a full disk ended is not written with the next one', async () => {
	const storage = open();
	const additive = { additive: true };
	const count: Sum<string> = {
		key: (key) => key,
		plus: (key) => key,
		async write({ run }, key) {
			await run(addKey, { key });
			return [];
		}
	};
	const add = (key: string) => storage.write(clerk, (writer) => writer.add(count, key), additive);
	await leaveRoom(storage, 5);
	const fill = () =>
		storage.write(
			clerk,
			({ db, t }) => db.insert(t.meta).values({ key: 'big', value: tooMuch }),
			additive
		);
	expect(await outcomesOf([add('lost'), fill()])).toEqual(['storage_full', 'storage_full']);
	await leaveRoom(storage, 1000);
	await add('kept');
	expect(await keysIn(storage)).toEqual(['kept']);
	await storage.close();
});

test('while somebody else holds the database, commands are told to come back, and then they may', async () => {
	const folder = temporaryFolder();
	const storage = open(folder);
	await pragma(storage, 'busy_timeout = 20');
	const other = new Database(join(folder, 'viche.sqlite'));
	other.exec('begin immediate');
	expect(await outcomesOf([put(storage, 'a'), put(storage, 'b')])).toEqual(['busy', 'busy']);
	expect(storage.ready).toBe(true);
	other.exec('rollback');
	expect(await outcomesOf([put(storage, 'a')])).toEqual(['done']);
	other.close();
	await storage.close();
});

test('what waits in the log is written back, so that it does not grow without end', async () => {
	const folder = temporaryFolder();
	const storage = open(folder);
	for (let n = 0; n < 200; n++) await put(storage, `row ${n}`, tooMuch);
	expect(statSync(join(folder, 'viche.sqlite')).size).toBeGreaterThan(15_000_000);
	expect(statSync(join(folder, 'viche.sqlite-wal')).size).toBeLessThan(6_000_000);
	await storage.close();
});

/** A database whose pages are garbage, under a storage that has not read them yet. */
async function garbled() {
	const folder = temporaryFolder();
	const before = open(folder);
	await before.write(clerk, async ({ db, t }) => {
		for (let n = 0; n < 200; n++)
			await db.insert(t.topics).values({ name: `${n} ${'x'.repeat(900)}`, head: 1, min: 1 });
	});
	await before.close();
	const storage = open(folder);
	const failures: unknown[] = [];
	storage.onFailure((error) => failures.push(error));
	const file = openSync(join(folder, 'viche.sqlite'), 'r+');
	const { size } = statSync(join(folder, 'viche.sqlite'));
	writeSync(file, Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096);
	closeSync(file);
	return { storage, failures };
}

test('after a damaged page nothing is acknowledged any more, even where a command ignores it', async () => {
	const { storage, failures } = await garbled();
	const unaware = storage.write(clerk, async ({ db, t }) => {
		await db
			.select()
			.from(t.topics)
			.catch(() => []);
	});
	const [first, second] = await Promise.allSettled([unaware, put(storage, 'a')]);
	expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
	expect(failures).toEqual([expect.objectContaining({ code: 'SQLITE_CORRUPT' })]);
	expect(storage.ready).toBe(false);
	expect(await outcomesOf([put(storage, 'b')])).toEqual(['busy']);
});

test('a damaged page that is only read ends the service as well', async () => {
	const { storage, failures } = await garbled();
	await expect(storage.read(({ db, t }) => db.select().from(t.topics))).rejects.toThrow();
	expect(failures).toEqual([expect.objectContaining({ code: 'SQLITE_CORRUPT' })]);
	expect(await outcomesOf([put(storage, 'a')])).toEqual(['busy']);
});

test('a connection that would lose acknowledged commits in a power cut acknowledges none', async () => {
	const folder = temporaryFolder();
	await open(folder).close();
	const client = new Database(join(folder, 'viche.sqlite'));
	client.pragma('journal_mode = WAL');
	client.pragma('synchronous = NORMAL');
	const t = buildTables(sqliteKit);
	const turns = createTurns(untilTheLoopTurns());
	const failures: unknown[] = [];
	const { commitGroup } = createGroups({
		client,
		build: (client) => {
			const db = drizzle({ client, casing: 'snake_case' }) as unknown as Writer['db'];
			const run: Writer['run'] = async (query, values) =>
				(await query.build(db, t).prepare().execute(values)) as never;
			return { db, run };
		},
		commands: createCommands({ t, keys: openKeys(join(folder, 'keys')), clock: Date.now }),
		progress: openEpoch(folder, client),
		turns,
		fail: (error) => failures.push(error)
	});
	const work = async ({ db, t }: Writer) => {
		await db.insert(t.meta).values({ key: 'a', value: '' });
	};
	const group = commitGroup([{ actor: clerk, work, manner: {}, settle: () => undefined }]);
	await expect(group).rejects.toThrow('synchronous=FULL');
	expect(failures).toHaveLength(1);
	expect(client.prepare("select 1 from meta where key = 'a'").get()).toBe(undefined);
	client.close();
});

test('a key that a power cut left half written is refused, and not taken for an empty one', async () => {
	const folder = temporaryFolder();
	await open(folder).close();
	truncateSync(join(folder, 'keys', 'instance.key'), 0);
	expect(() => open(folder)).toThrow(expect.objectContaining({ exitCode: 70 }));
});

test('what a power cut left of a key being made is no key', async () => {
	const folder = temporaryFolder();
	await open(folder).close();
	const half = join(folder, 'keys', 'poll-00000000-0000-7000-8000-000000000000.key.new');
	writeFileSync(half, 'half');
	const storage = open(folder);
	expect(storage.keys.ballotTag('00000000-0000-7000-8000-000000000000', 'person:1')).toBe(
		undefined
	);
	await storage.close();
});
