import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

const system = { kind: 'system', job: 'test' } as const;
const isPostgres = () => inject('database') === 'postgres';
let world: World;

beforeAll(async () => {
	world = await createWorld();
	await world.announced();
});
afterAll(() => world.storage.close());

/** Raw SQL on the connection that writes: what nobody could do by the program, and no administrator by hand. */
const raw = (text: string) =>
	world.storage.write(system, async ({ db }) => {
		const connection = db as unknown as Record<'run' | 'execute', (query: unknown) => unknown>;
		await connection[isPostgres() ? 'execute' : 'run'](sql.raw(text));
	});
const entries = () => world.storage.db.select().from(world.storage.t.auditEntries);

test.each([
	['changed', "update audit_entries set reason = 'another one'"],
	['given another author', "update audit_entries set actor = 'nobody' where role is not null"],
	['removed', 'delete from audit_entries'],
	['replaced', null],
	['emptied', 'truncate audit_entries']
])('no entry of the log is ever %s, by no SQL', async (_, text) => {
	const before = await entries();
	expect(before.length).toBeGreaterThan(0);
	const [{ actor, key }] = before as [(typeof before)[0]];
	const values = `(actor, key, at, action) values ('${actor}', '${key}', 0, 'nothing.happened')`;
	const replacing = isPostgres()
		? `insert into audit_entries ${values} on conflict (actor, key) do update set action = 'nothing.happened'`
		: `insert or replace into audit_entries ${values}`;
	// SQLite has no word for emptying: without a condition it is a removal.
	const statement =
		text?.startsWith('truncate') && !isPostgres() ? 'delete from audit_entries where true' : text;
	await expect(raw(statement ?? replacing)).rejects.toThrow();
	expect(await entries()).toEqual(before);
});

test('what forbids it is there after all migrations', async () => {
	const names = await world.storage.write(system, async ({ db }) => {
		const connection = db as unknown as {
			all?(query: unknown): { name: string }[];
			execute?(query: unknown): Promise<{ rows: { name: string }[] }>;
		};
		const rows = isPostgres()
			? (
					await connection.execute!(
						sql.raw(
							"select tgname as name from pg_trigger where tgrelid = 'audit_entries'::regclass"
						)
					)
				).rows
			: connection.all!(
					sql.raw(
						"select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_entries'"
					)
				);
		return rows.map(({ name }) => name).sort();
	});
	expect(names).toEqual(
		isPostgres()
			? ['audit_entries_are_final']
			: ['audit_entries_are_final', 'audit_entries_are_not_replaced', 'audit_entries_stay']
	);
});
