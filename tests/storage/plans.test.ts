import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqlite } from '#storage/sqlite.ts';
import { doEverything } from '../support/everything.ts';
import { temporaryFolder } from '../support/folder.ts';
import { costlyAmong, recordStatements } from '../support/plans.ts';
import { createWorld } from '../support/world.ts';

const folder = temporaryFolder();
const visitor = { kind: 'visitor' } as const;
let statements: Set<string>;
let client: Database.Database;

beforeAll(async () => {
	const recorded = recordStatements();
	const open = async (clock: () => number) =>
		openSqlite({ folder, migrations: 'db/sqlite', clock });
	const world = await createWorld({ open });
	const { app, storage } = world;
	try {
		await doEverything(world);
	} finally {
		recorded.stop();
	}
	statements = recorded.all;
	expect(await app.consultations.page(visitor, { number: 'UA-ZHD-2026-001' })).toBeDefined();
	await storage.close();
	client = new Database(join(folder, 'viche.sqlite'));
});
afterAll(() => client.close());

test('nothing that people do reads a table that grows from end to end, or sorts it', () => {
	expect(statements.size).toBeGreaterThan(150);
	expect(costlyAmong(statements, client)).toEqual([]);
});

test.each([
	['consultations_by_phase', /from "consultations"/],
	['consultations_unreported', /order by "consultations"."reported_at" desc/],
	['contributions_by_support', /order by "contributions"."supports" desc/],
	['decisions_by_consultation', /from "moderation_decisions"/],
	['appeals_waiting', /from "appeals"/]
])('without %s it would be noticed', (index, statement) => {
	client.exec('begin');
	try {
		client.exec(`drop index ${index}`);
		const costly = costlyAmong(statements, client);
		expect(costly.some((one) => statement.test(one))).toBe(true);
	} finally {
		client.exec('rollback');
	}
});
