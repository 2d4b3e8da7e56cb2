import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test, vi } from 'vitest';
import { backUp, beginEpoch, putBack } from '#storage/backup.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';
import { copyOf, temporaryFolder } from '../support/folder.ts';
import { keysIn, pragma } from '../support/storage.ts';

const migrations = 'db/sqlite';
const clerk = { kind: 'system', job: 'test' } as const;
const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
let folder: string;
let database: string;

beforeEach(() => {
	folder = temporaryFolder();
	database = join(folder, 'viche.sqlite');
	log.mockClear();
});

async function valueOf(key: string, { db, t }: Storage): Promise<string | undefined> {
	const [row] = await db.select().from(t.meta).where(eq(t.meta.key, key));
	return row?.value;
}
const put = (storage: Storage, key: string) =>
	storage.write(clerk, ({ db, t }) => db.insert(t.meta).values({ key, value: 'x' }));

/** What happens between a start and a stop; answers the epoch. */
async function during(
	work: (storage: Storage) => Promise<unknown> = async () => undefined,
	where = folder
): Promise<string> {
	const storage = openSqlite({ folder: where, migrations });
	await work(storage);
	const epoch = await valueOf('log_epoch', storage);
	await storage.close();
	return epoch!;
}
const backUpTo = (name: string, where = folder) =>
	backUp({ folder: where, migrations }, join(folder, name));

test('the same database keeps its epoch through any number of starts', async () => {
	const epoch = await during((storage) => put(storage, 'a'));
	expect(epoch).toMatch(/^[\w-]{22}$/);
	expect(await during()).toBe(epoch);
	expect(await during((storage) => put(storage, 'b'))).toBe(epoch);
	expect(await during()).toBe(epoch);
	expect(statSync(join(folder, 'viche.epoch')).mode & 0o777).toBe(0o600);
});

test('an older database that was copied over it begins a new epoch, and keeps that one', async () => {
	const first = await during((storage) => put(storage, 'a'));
	copyFileSync(database, join(folder, 'older'));
	await during((storage) => put(storage, 'b'));
	copyFileSync(join(folder, 'older'), database);
	const second = await during();
	expect(second).not.toBe(first);
	expect(log).toHaveBeenCalledOnce();
	expect(await during()).toBe(second);
	copyFileSync(join(folder, 'older'), database);
	const third = await during((storage) => put(storage, 'c'));
	expect([first, second]).not.toContain(third);
});

test('so does one from the very run that ended, unless nothing was committed after it', async () => {
	const first = await during(async (storage) => {
		await put(storage, 'a');
		await backUpTo('same');
	});
	copyFileSync(join(folder, 'same'), database);
	expect(await during()).toBe(first);
	await during(async (storage) => {
		await backUpTo('one-less');
		await put(storage, 'b');
	});
	copyFileSync(join(folder, 'one-less'), database);
	expect(await during()).not.toBe(first);
});

test('so does one that went on elsewhere, however far it came there', async () => {
	const first = await during((storage) => put(storage, 'a'));
	const elsewhere = copyOf(folder);
	const other = await during(async (storage) => {
		for (const key of ['b', 'c', 'd']) await put(storage, key);
	}, elsewhere);
	copyFileSync(join(elsewhere, 'viche.sqlite'), database);
	const back = await during();
	expect(new Set([first, other, back]).size).toBe(3);
});

test('so does a folder that was copied, and one whose file is missing or makes no sense', async () => {
	const seen = [await during((storage) => put(storage, 'a'))];
	seen.push(await during(undefined, copyOf(folder)));
	writeFileSync(join(folder, 'viche.epoch'), 'nonsense');
	seen.push(await during());
	rmSync(join(folder, 'viche.epoch'));
	seen.push(await during());
	expect(new Set(seen).size).toBe(4);
	expect(await during()).toBe(seen.at(-1));
});

test('a start that is cut off before the file is there ends in a new epoch all the same', async () => {
	const first = await during((storage) => put(storage, 'a'));
	copyFileSync(database, join(folder, 'older'));
	await during((storage) => put(storage, 'b'));
	const mark = readFileSync(join(folder, 'viche.epoch'));
	copyFileSync(join(folder, 'older'), database);
	const second = await during();
	// As if the power had gone before the new line was on disk.
	writeFileSync(join(folder, 'viche.epoch'), mark);
	expect([first, second]).not.toContain(await during());
});

test('a backup is whole while others write, and holds all that was committed before it', async () => {
	await during(async (storage) => {
		await put(storage, 'before');
		let writing = true;
		const others = (async () => {
			for (let n = 0; writing; n++) await put(storage, `meanwhile-${n}`);
		})();
		await backUpTo('backups/one');
		writing = false;
		await others;
	});
	const client = new Database(join(folder, 'backups/one'), { readonly: true });
	expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
	expect(client.prepare("select value from meta where key = 'before'").pluck().get()).toBe('x');
	client.close();
	await expect(backUpTo('backups/one')).rejects.toThrow('is there already');
});

test('to put a backup back keeps what was there, and begins a new epoch', async () => {
	const first = await during(async (storage) => {
		await put(storage, 'a');
		await backUpTo('backup');
		await put(storage, 'b');
	});
	const aside = await putBack({ folder, migrations }, join(folder, 'backup'));
	const second = await during(async (storage) => {
		expect([await valueOf('a', storage), await valueOf('b', storage)]).toEqual(['x', undefined]);
	});
	expect(second).not.toBe(first);
	const before = new Database(aside, { readonly: true });
	expect(before.prepare("select value from meta where key = 'b'").pluck().get()).toBe('x');
	before.close();
	expect(existsSync(join(folder, 'backup'))).toBe(true);
});

test('a backup goes into an empty folder as well', async () => {
	await during(async (storage) => {
		await put(storage, 'a');
		await backUpTo('backup');
	});
	const empty = join(temporaryFolder(), 'data');
	expect(await putBack({ folder: empty, migrations }, join(folder, 'backup'))).toBe(undefined);
	await during(async (storage) => expect(await valueOf('a', storage)).toBe('x'), empty);
});

test('what is damaged, newer or no database of ours is not put back, nor anything while it is in use', async () => {
	const epoch = await during(async (storage) => {
		await put(storage, 'a');
		await backUpTo('backup');
		await expect(putBack({ folder, migrations }, join(folder, 'backup'))).rejects.toMatchObject({
			exitCode: 75
		});
	});
	const bytes = readFileSync(join(folder, 'backup'));
	writeFileSync(join(folder, 'damaged'), bytes.fill(0xa5, bytes.length - 40_000));
	writeFileSync(join(folder, 'letter'), 'Шановна громадо!');
	new Database(join(folder, 'other')).exec('create table t (x)').close();
	copyFileSync(join(folder, 'backup'), join(folder, 'newer'));
	new Database(join(folder, 'newer'))
		.exec("insert into __drizzle_migrations (hash, created_at) values ('x', 9e15)")
		.close();
	for (const name of ['damaged', 'letter', 'other', 'newer', 'missing'])
		await expect(putBack({ folder, migrations }, join(folder, name)), name).rejects.toMatchObject({
			exitCode: 65
		});
	expect(await during()).toBe(epoch);
});

/** What lies there after a crash of this moment: the log as well, in a folder that is not taken for a copy. */
function crashed(): string {
	const copy = copyOf(folder);
	const mark = join(copy, 'viche.epoch');
	const inode = statSync(mark, { bigint: true }).ino.toString().padStart(20, '0');
	writeFileSync(mark, readFileSync(mark, 'utf8').replace(/ \d{20} /, ` ${inode} `));
	return copy;
}
const found = (where: string) => {
	let keys: string[] = [];
	return during(async (storage) => {
		expect(await pragma(storage, 'integrity_check')).toEqual([{ integrity_check: 'ok' }]);
		keys = (await keysIn(storage)).sort();
	}, where).then((epoch) => ({ epoch, keys }));
};
/** So much that the log is written back meanwhile. */
async function putMuch(storage: Storage): Promise<void> {
	for (let n = 0; n < 9; n++)
		await storage.write(clerk, ({ db, t }) =>
			db.insert(t.meta).values({ key: `b${n}`, value: 'x'.repeat(600_000) })
		);
	await put(storage, 'c');
}

test('a crash changes neither the epoch nor what was acknowledged', async () => {
	let [little, much] = ['', ''];
	const epoch = await during(async (storage) => {
		await put(storage, 'a');
		little = crashed();
		await putMuch(storage);
		much = crashed();
	});
	expect(await found(little)).toEqual({ epoch, keys: ['a'] });
	const after = await found(much);
	expect([after.epoch, after.keys.length]).toEqual([epoch, 11]);
	expect(existsSync(join(much, 'viche.sqlite-wal.foreign'))).toBe(false);
});

test('what is copied over a crashed database is not mixed with the log that lies there', async () => {
	await during((storage) => put(storage, 'a'));
	copyFileSync(database, join(folder, 'cold'));
	const places: [copy: string, crashed: string][] = [];
	const epoch = await during(async (storage) => {
		await backUpTo('backup');
		await put(storage, 'b');
		places.push(['backup', crashed()]);
		await putMuch(storage);
		// From before the log was last written back: its pages are of other times.
		places.push(['cold', crashed()], ['backup', crashed()]);
	});
	for (const [copy, where] of places) {
		copyFileSync(join(folder, copy), join(where, 'viche.sqlite'));
		const after = await found(where);
		expect(after.keys).toEqual(['a']);
		expect(after.epoch).not.toBe(epoch);
		expect(existsSync(join(where, 'viche.sqlite-wal.foreign'))).toBe(true);
	}
});

test('the commands say what they did, or what stands in the way', async () => {
	await during(async (storage) => {
		await put(storage, 'a');
		expect(command('backup', 'one')).toMatchObject({ status: 0, stderr: '' });
		expect(command('restore', 'one')).toMatchObject({ status: 75, stdout: '' });
	});
	const { status, stdout } = command('restore', 'one');
	expect(status).toBe(0);
	expect(stdout).toMatch(/one is in place\. The one before lies in .*viche\.sqlite\.before-/);
});

/** As an operator runs it, in the data folder. */
const command = (...args: string[]) =>
	spawnSync(process.execPath, ['dist/backups.js', ...args], {
		env: { PATH: process.env.PATH, VICHE_DATA: folder, INIT_CWD: folder },
		encoding: 'utf8'
	});

test('a folder that was put back as a whole begins a new epoch when its operator says so', async () => {
	const first = await during();
	beginEpoch(folder);
	expect(await during()).not.toBe(first);
});
