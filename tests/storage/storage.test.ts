import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableName, is, Table } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as declared from '../../db/schema.sqlite.ts';
import { createApp } from '#core/app.ts';
import { actions } from '#core/permissions/matrix.ts';
import { sqliteKit } from '#storage/kit.ts';
import { buildTables } from '#storage/schema.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { keysIn } from '../support/storage.ts';
import { temporaryFolder } from '../support/folder.ts';

const clerk = { kind: 'system', job: 'test' } as const;
const open = (folder = temporaryFolder()) => openSqlite({ folder, migrations: 'db/sqlite' });
const put = (storage: ReturnType<typeof open>, key: string) =>
	storage.write(clerk, async ({ db, t }) => {
		await db.insert(t.meta).values({ key, value: key });
	});

test('acknowledged means on disk: synchronous is FULL on the connection that writes', async () => {
	const storage = open();
	const failures: unknown[] = [];
	storage.onFailure((error) => failures.push(error));
	await put(storage, 'a');
	expect(failures).toEqual([]);
	expect(storage.ready).toBe(true);
	await storage.close();
});

test('more snapshots and commands at once than may wait are told to come back, and it goes on after', async () => {
	const storage = open();
	const refusedOf = async (asked: Promise<unknown>[]) => {
		const outcomes = await Promise.allSettled(asked);
		return outcomes
			.filter((one) => one.status === 'rejected')
			.map(({ reason }) => reason as unknown);
	};
	const busy = expect.objectContaining({ code: 'busy', details: { retryAfter: 5 } }) as unknown;
	const read = () => storage.read(async () => 1);
	const write = () => storage.write(clerk, async () => 1);
	for (const one of [read, write]) {
		const refused = await refusedOf(Array.from({ length: 4100 }, one));
		expect(refused).toEqual([busy, busy, busy, busy]);
		expect(await one()).toBe(1);
	}
	await storage.close();
});

test('a second process on the same data folder is refused with exit code 75', async () => {
	const folder = temporaryFolder();
	const storage = open(folder);
	const script = `import { openSqlite } from '#storage/sqlite.ts';
		try { openSqlite({ folder: ${JSON.stringify(folder)}, migrations: 'db/sqlite' }); }
		catch (error) { process.exit(error.exitCode); }`;
	const second = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
		cwd: process.cwd()
	});
	expect(second.status).toBe(75);
	await storage.close();
	await open(folder).close();
});

test('a database made by a newer version is refused with exit code 65', async () => {
	const folder = temporaryFolder();
	await open(folder).close();
	const newer = new Database(join(folder, 'viche.sqlite'));
	newer
		.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
		.run('newer', Date.now() + 1e9);
	newer.close();
	expect(() => open(folder)).toThrow(expect.objectContaining({ exitCode: 65 }));
});

test('what is no database is refused with exit code 70, and left as it is', () => {
	const folder = temporaryFolder();
	const file = join(folder, 'viche.sqlite');
	writeFileSync(file, 'not a database, but somebody may need it'.repeat(200));
	const before = readFileSync(file);
	expect(() => open(folder)).toThrow(expect.objectContaining({ exitCode: 70 }));
	expect(readFileSync(file)).toEqual(before);
});

test('a copy taken after an acknowledgement, without any shutdown, holds what was acknowledged', async () => {
	const folder = temporaryFolder();
	const storage = open(folder);
	await put(storage, 'acknowledged');
	const copy = temporaryFolder();
	for (const name of ['viche.sqlite', 'viche.sqlite-wal'])
		cpSync(join(folder, name), join(copy, name));
	const recovered = open(copy);
	expect(await keysIn(recovered)).toEqual(['acknowledged']);
	await recovered.close();
	await storage.close();
});

test('every table is declared for migrations, exists, and is STRICT', async () => {
	const folder = temporaryFolder();
	await open(folder).close();
	const built = Object.keys(buildTables(sqliteKit)).sort();
	expect(Object.keys(declared).sort()).toEqual(built);
	const client = new Database(join(folder, 'viche.sqlite'), { readonly: true });
	const rows = client.pragma('table_list') as { name: string; strict: number; type: string }[];
	client.close();
	const strict = new Set(rows.filter((row) => row.strict === 1).map(({ name }) => name));
	const names = Object.values(declared).map((table) =>
		is(table, Table) ? getTableName(table) : ''
	);
	expect(names.filter((name) => !strict.has(name))).toEqual([]);
});

test('everything that can be called is bound with a known action', async () => {
	const storage = open();
	const app = await createApp(storage, {
		secure: false,
		demo: false,
		mail: false,
		holidaysAreWorkingDays: true
	});
	const { storage: _storage, options: _options, sessions: _sessions, ...features } = app;
	for (const [feature, functions] of Object.entries(features))
		for (const [name, bound] of Object.entries(functions))
			expect(actions, `${feature}.${name}`).toContain((bound as { action?: string }).action);
	await storage.close();
});
