import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import Database from 'better-sqlite3';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { expect, test } from 'vitest';
import { createApp } from '#core/app.ts';
import { openKeys } from '#storage/keys.ts';
import { createPostgresStorage, type Connections } from '#storage/postgres.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';
import { temporaryFolder } from '../support/folder.ts';
import { firstMigrations, olderRows } from '../support/older.ts';

type Select = (text: string) => Promise<Record<string, unknown>[]>;

/** How many migrations there were before answers came. */
const before = 3;

const options = { secure: false, demo: false, mail: false, holidaysAreWorkingDays: true };
const visitor = { kind: 'visitor' } as const;

/** Of three contributions one is hidden. */
const stillFound = ['Слова 3', 'Слова 2', 'UA-ZHD-2026-001'];

/** What the next start does beside its work; answers what is found then. */
async function searched(storage: Storage): Promise<string[]> {
	const { search } = await createApp(storage, options);
	const job = { kind: 'system', job: 'index' } as const;
	await search.fill(job, { stopping: new AbortController().signal });
	const found = await search.page(visitor, { q: 'словом', kind: 'contribution', lang: 'uk' });
	const own = await search.page(visitor, { q: 'назву', kind: 'consultation', lang: 'uk' });
	await storage.close();
	return [...found.items, ...own.items].map((one) =>
		one.kind === 'contribution' ? one.contribution.text! : one.consultation.number
	);
}

async function onSqlite(): Promise<Select> {
	const folder = temporaryFolder();
	await openSqlite({ folder, migrations: firstMigrations('db/sqlite', before) }).close();
	const old = new Database(join(folder, 'viche.sqlite'));
	for (const row of olderRows('0')) old.exec(row);
	old.close();
	expect(await searched(openSqlite({ folder, migrations: 'db/sqlite' }))).toEqual(stillFound);
	const now = new Database(join(folder, 'viche.sqlite'), { readonly: true });
	expect(now.pragma('foreign_key_check')).toEqual([]);
	return async (text) => now.prepare(text).all() as Record<string, unknown>[];
}

async function onPostgres(): Promise<Select> {
	const client = new PGlite();
	const db = drizzlePglite({ client, casing: 'snake_case' });
	await migrate(db, { migrationsFolder: firstMigrations('db/postgres', before) });
	for (const row of olderRows('false')) await client.exec(row);
	await migrate(db, { migrationsFolder: 'db/postgres' });
	const transaction = db.transaction.bind(db) as Connections['transaction'];
	const keys = openKeys(join(temporaryFolder(), 'keys'));
	const connections = { db, transaction, close: async () => undefined };
	expect(await searched(await createPostgresStorage(connections, { keys }))).toEqual(stillFound);
	return async (text) => (await client.query<Record<string, unknown>>(text)).rows;
}

test.each([
	['SQLite', onSqlite],
	['PostgreSQL', onPostgres]
])(
	'on %s a database from before there were answers keeps all that it holds',
	async (_, migrated) => {
		const select = await migrated();
		const contributions = await select('select * from contributions order by seq');
		expect(
			contributions.map(({ text, visibility, version }) => [text, visibility, version])
		).toEqual([
			['Слова 1', 'hidden', 2],
			['Слова 2', 'public', 1],
			['Слова 3', 'public', 1]
		]);
		for (const row of contributions)
			expect(row).toMatchObject({
				account_id: 'olena',
				author_name: 'Олена Коваль',
				corrected_at: null,
				supports: 0,
				replies: 0
			});
		expect(await select('select * from queue_items')).toEqual([
			{
				contribution_id: 'w2',
				reply_id: '',
				centre_id: 'c1',
				ground: 'M5_insult',
				flags: 1,
				since: 6,
				due_at: 7,
				claimed_by: 'staff',
				claimed_until: 8
			}
		]);
		expect(await select('select id, reply_id, account_id, note from flags order by id')).toEqual([
			{ id: 'f1', reply_id: '', account_id: 'staff', note: 'Реклама' },
			{ id: 'f2', reply_id: '', account_id: null, note: '' }
		]);
		expect(await select('select id, reply_id, reason from moderation_decisions')).toEqual([
			{ id: 'd1', reply_id: '', reason: 'Реклама товару.' }
		]);
		expect(await select('select * from notices')).toEqual([
			{
				id: 'n1',
				account_id: 'olena',
				kind: 'statement_of_reasons',
				consultation_id: 'k1',
				contribution_id: 'w1',
				object_id: 'd1',
				at: 9,
				read_at: null
			}
		]);
		const person = await select('select id, verified_at, expires_at, revoked_at from persons');
		expect(person.map((row) => ({ ...row, expires_at: Number(row['expires_at']) }))).toEqual([
			{ id: 'p1', verified_at: 1000, expires_at: 1000 + 730 * 86_400_000, revoked_at: null }
		]);
		expect(await select('select account_id, role, granted_by from roles')).toEqual([
			{ account_id: 'staff', role: 'consultant', granted_by: null }
		]);
		expect(await select('select account_id, second_factor_at from sessions')).toEqual([
			{ account_id: 'stepan', second_factor_at: null }
		]);
		expect(await select('select status, country from organisations')).toEqual([
			{ status: 'verified', country: 'UA' }
		]);
		expect(
			await select('select number, proposals, pending, reported_at from consultations')
		).toEqual([{ number: 'UA-ZHD-2026-001', proposals: 2, pending: 2, reported_at: null }]);
	}
);
