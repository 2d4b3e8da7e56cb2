import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { beginEpochIn } from '#storage/epoch.ts';
import { openKeys } from '#storage/keys.ts';
import { openPostgres } from '#storage/pool.ts';
import { query, type Storage } from '#storage/storage.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/folder.ts';

/** The real driver over real connections, which get lost. */

const clerk = { kind: 'system', job: 'test' } as const;
let server: Awaited<ReturnType<typeof startPostgres>>;
let storage: Storage;
const open = () =>
	openPostgres(server.url, {
		keys: openKeys(join(temporaryFolder(), 'keys')),
		migrations: 'db/postgres'
	});

beforeAll(async () => {
	server = await startPostgres();
	storage = await open();
});
afterEach(() => server.cutAt(undefined));
afterAll(async () => {
	await storage.close();
	await server.close();
});

const put = (key: string) =>
	storage.write(clerk, async ({ db, t }) => {
		await db.insert(t.meta).values({ key, value: key });
	});
const isThere = async (key: string) => {
	const { rows } = await server.exec(`select 1 from meta where key = '${key}'`);
	return rows.length > 0;
};

test('a connection lost in the middle of a command refuses its group, and the next one works', async () => {
	await put('before');
	const lost = storage.write(clerk, async ({ db, t }) => {
		await db.insert(t.meta).values({ key: 'half', value: '' });
		server.cut();
		await db.insert(t.meta).values({ key: 'other-half', value: '' });
	});
	const outcomes = await Promise.allSettled([put('neighbour'), lost]);
	expect(outcomes).toMatchObject([{ reason: { code: 'busy' } }, { reason: { code: 'busy' } }]);
	await put('after');
	expect(await Promise.all(['before', 'neighbour', 'half', 'after'].map(isThere))).toEqual([
		true,
		false,
		false,
		true
	]);
});

test('however often beginning, committing or undoing fails, there are connections left', async () => {
	for (const statement of ['begin', 'commit', 'rollback to savepoint']) {
		server.cutAt(new RegExp(statement));
		for (let n = 0; n < 10; n++)
			await expect(
				storage.write(clerk, async () => {
					if (statement.startsWith('rollback')) throw new Error('to be undone');
				})
			).rejects.toMatchObject({ code: 'busy' });
		server.cutAt(undefined);
		await put(`after ${statement}`);
		expect(await isThere(`after ${statement}`)).toBe(true);
	}
});

test('while the server is away it is not ready; it comes back by itself', async () => {
	await server.stopListening();
	await expect(put('away')).rejects.toMatchObject({ code: 'busy' });
	await expect(storage.read(async () => 1)).rejects.toMatchObject({ code: 'busy' });
	expect(storage.ready).toBe(false);
	await server.listen();
	await vi.waitFor(() => expect(storage.ready).toBe(true), { timeout: 5000 });
	await put('back');
	expect(await isThere('away')).toBe(false);
});

test('two processes on one database write one group after the other, and share their time', async () => {
	let clock = Date.now() + 3_600_000;
	const other = await openPostgres(server.url, {
		keys: openKeys(join(temporaryFolder(), 'keys')),
		migrations: 'db/postgres',
		clock: () => clock
	});
	const ahead = await other.write(clerk, async ({ now }) => now());
	expect(ahead).toBe(clock);
	expect(await storage.write(clerk, async ({ now }) => now())).toBe(clock);
	clock = 0;
	await Promise.all(
		Array.from({ length: 20 }, (_, n) =>
			[storage, other][n % 2]!.write(clerk, async ({ db, t }) => {
				await db.insert(t.meta).values({ key: `shared-${n}`, value: '' });
			})
		)
	);
	expect(await isThere('shared-19')).toBe(true);
	await other.close();
});

test('a database made by a newer version is refused with exit code 65', async () => {
	await server.exec(
		`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', ${Date.now() + 1e9})`
	);
	await expect(open()).rejects.toMatchObject({ exitCode: 65 });
	await server.exec(`delete from drizzle.__drizzle_migrations where hash = 'newer'`);
});

test('a database keeps its epoch for all its processes, until its operator says that it was put back', async () => {
	const epoch = async () => {
		const { rows } = await server.exec("select value from meta where key = 'log_epoch'");
		return (rows[0] as { value: string }).value;
	};
	const first = await epoch();
	await (await open()).close();
	expect(await epoch()).toBe(first);
	await beginEpochIn(storage);
	expect(await epoch()).not.toBe(first);
});

test('two queries that bear one name each answer what they ask', async () => {
	await put('one');
	const keys = query<Record<never, never>>()('of_one_name', (db, t) =>
		db.select({ found: t.meta.key }).from(t.meta).where(eq(t.meta.key, 'one'))
	);
	const counts = query<Record<never, never>>()('of_one_name', (db, t) =>
		db
			.select({ found: sql<number>`1 + 1` })
			.from(t.meta)
			.limit(1)
	);
	// In one snapshot, and so on one connection.
	const found = await storage.read(async ({ run }) => [await run(keys, {}), await run(counts, {})]);
	expect(found).toEqual([[{ found: 'one' }], [{ found: 2 }]]);
});
