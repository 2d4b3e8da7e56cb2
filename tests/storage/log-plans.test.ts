import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectEntries } from '#core/register/log.ts';
import { typesOf } from '#core/register/model.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
let storage: ReturnType<typeof openSqlite>;
let client: Database.Database;

beforeAll(() => {
	storage = openSqlite({ folder, migrations: 'db/sqlite' });
	client = new Database(join(folder, 'viche.sqlite'), { readonly: true });
});
afterAll(async () => {
	client.close();
	await storage.close();
});

function planOf(wanted: Parameters<typeof selectEntries>[2]): string {
	const { db, t } = storage;
	const { sql, params } = selectEntries(db, t, wanted).limit(51).toSQL();
	const steps = client.prepare(`explain query plan ${sql}`).all(...params) as { detail: string }[];
	return steps.map(({ detail }) => detail).join('; ');
}

test.each([
	['everything', {}],
	['a kind of act', { types: typesOf('moderation', { publicOnly: true }) }],
	['a place', { scopeIds: ['cip-zhydachiv'] }],
	['days', { from: '2026-11-01', to: '2026-11-30' }],
	['a further page', { until: 1_800_000_000_000 }]
])('the extract by %s walks the index of privileged acts, and sorts nothing', (_, wanted) => {
	const plan = planOf(wanted);
	expect(plan).toContain('audit_by_role');
	expect(plan).not.toMatch(/TEMP B-TREE|SCAN audit_entries(?! USING INDEX audit_by_role)/);
});

test('one’s own log is found by the index over those concerned, whole accounts by two', () => {
	expect(planOf({ aboutId: 'somebody' })).toMatch(
		/SEARCH audit_entries USING INDEX audit_by_about/
	);
	expect(planOf({ aboutId: 'somebody', until: 5 })).toMatch(/audit_by_about/);
	const both = planOf({ accountId: 'somebody' });
	expect(both).toMatch(/audit_by_about/);
	expect(both).not.toContain('SCAN');
});

test('no index over the log leads from time to ballots', () => {
	const indexes = client
		.prepare(
			"select name, sql from sqlite_master where type = 'index' and tbl_name = 'audit_entries'"
		)
		.all() as { name: string; sql: string | null }[];
	for (const { name, sql } of indexes)
		if (sql?.includes('`at`')) expect(sql, name).toMatch(/where .*is not null/i);
});
