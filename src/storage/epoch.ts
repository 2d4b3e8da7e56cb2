import { randomBytes } from 'node:crypto';
import {
	closeSync,
	fstatSync,
	fsyncSync,
	openSync,
	readFileSync,
	readSync,
	renameSync,
	rmSync,
	statSync,
	writeSync
} from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { sync } from './files.ts';
import type { Store } from './storage.ts';

/** Names one history of the live log: offsets of another one mean nothing here (RELIABILITY D2). */
export const newEpoch = (): string => randomBytes(16).toString('base64url');

/** How far the database has come, in the database and in a file beside it. */
export interface Progress {
	/** Part of each transaction. */
	count(): void;
	/** After its commit, and before anybody is told of it. */
	keep(): void;
	/** Before what waits in the log is written back into the database. */
	beginRound(): void;
	/** Once all of it was. */
	endRound(): void;
	close(): void;
}

interface Mark {
	epoch: string;
	/** A copy of the file is another file: then the whole folder may be a copy from earlier. */
	inode: bigint;
	commits: number;
	/** How often the log was written back whole: the database itself says so, too. */
	rounds: number;
}

const nameOf = (folder: string) => join(folder, 'viche.epoch');
const lineOf = ({ epoch, inode, ...numbers }: Mark) =>
	[
		epoch,
		String(inode).padStart(20, '0'),
		String(numbers.commits).padStart(16, '0'),
		String(numbers.rounds).padStart(10, '0')
	].join(' ') + '\n';

/**
 * Goes on with the epoch of a database that is the one that was left in this folder. One that was put back knows
 * less than clients have been told: it gets a new epoch, and they all read anew. Where nothing tells, as in a
 * folder that was copied, that is assumed: to read anew once harms nobody.
 */
export function openEpoch(folder: string, client: Database.Database): Progress {
	const value = client.prepare<[string], string>('select value from meta where key = ?').pluck();
	const keepValue = client.prepare(
		'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value'
	);
	const file = nameOf(folder);
	const found = value.get('log_epoch');
	const left = readMark(file);
	let commits = Number(value.get('commits') ?? 0);
	if (!left || left.epoch !== found || commits < left.commits) {
		if (left && found !== undefined)
			console.log('An older database was put in place: whoever follows it live reads anew.');
		const epoch = newEpoch();
		// First here: if the file is not reached, the next start does the same once more.
		keepValue.run('log_epoch', epoch);
		createMark(folder, { epoch, commits, rounds: 0 });
	}
	const mark = openSync(file, 'r+');
	let line = { ...readMark(file)!, commits };
	const write = (change: Partial<Mark>) => {
		line = { ...line, ...change };
		// Not synced: a power cut leaves an earlier line, which says less and nothing wrong.
		writeSync(mark, lineOf(line), 0);
	};
	write({});

	return {
		count: () => void keepValue.run('commits', String(commits + 1)),
		keep: () => write({ commits: ++commits }),
		beginRound: () => void client.pragma(`user_version = ${roundOf(client) + 1}`),
		endRound: () => write({ rounds: roundOf(client) }),
		close: () => closeSync(mark)
	};
}

/**
 * After a crash a log lies beside the database. Where another database was copied over that one, its pages must not
 * be written into it: both would be lost. Tells it by what only this program writes into the head of a database.
 */
export function putForeignLogAside(folder: string): void {
	const database = join(folder, 'viche.sqlite');
	const log = `${database}-wal`;
	const size = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
	if (size(log) === 0 || size(database) === 0) return;
	const head = Buffer.alloc(100);
	const descriptor = openSync(database, 'r');
	readSync(descriptor, head, 0, 100, 0);
	closeSync(descriptor);
	// One that was made whole by a backup has no log; one from before the log was last written back, not this one.
	const isWithoutLog = head[18] === 1;
	if (!isWithoutLog && head.readUInt32BE(60) >= (readMark(nameOf(folder))?.rounds ?? 0)) return;
	renameSync(log, `${log}.foreign`);
	rmSync(`${database}-shm`, { force: true });
	console.log(`The log of another database was put aside: ${log}.foreign`);
}

/** The next start begins a new epoch, whatever database it finds. */
export const forgetEpoch = (folder: string) => rmSync(nameOf(folder), { force: true });

/** For a database without such a file, which its operator has put back. */
export async function beginEpochIn(store: Store): Promise<void> {
	const begun = { key: 'log_epoch', value: newEpoch() };
	await store.write({ kind: 'system', job: 'restore' }, ({ db, t }) =>
		db
			.insert(t.meta)
			.values(begun)
			.onConflictDoUpdate({ target: t.meta.key, set: { value: begun.value } })
	);
}

function readMark(file: string): Mark | undefined {
	let descriptor: number;
	try {
		descriptor = openSync(file, 'r');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
	const text = readFileSync(descriptor, 'utf8');
	const own = fstatSync(descriptor, { bigint: true }).ino;
	closeSync(descriptor);
	const [, epoch = '', inode = '', commits = '', rounds = ''] =
		/^([\w-]{22}) (\d{20}) (\d{16}) (\d{10})\n$/.exec(text) ?? [];
	if (epoch === '' || BigInt(inode) !== own) return undefined;
	return { epoch, inode: own, commits: Number(commits), rounds: Number(rounds) };
}

const roundOf = (client: Database.Database) =>
	client.pragma('user_version', { simple: true }) as number;

function createMark(folder: string, mark: Omit<Mark, 'inode'>): void {
	const file = nameOf(folder);
	rmSync(`${file}.new`, { force: true });
	const descriptor = openSync(`${file}.new`, 'w', 0o600);
	const { ino } = fstatSync(descriptor, { bigint: true });
	writeSync(descriptor, lineOf({ ...mark, inode: ino }), 0);
	fsyncSync(descriptor);
	closeSync(descriptor);
	renameSync(`${file}.new`, file);
	sync(folder);
}
