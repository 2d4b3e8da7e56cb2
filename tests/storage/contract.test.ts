import { eq, sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { Refusal } from '#core/kernel/errors.ts';
import type { RecordedEvent } from '#core/kernel/events.ts';
import { recordEvents } from '#core/register/commands.ts';
import { statement, type Reader, type Storage, type Sum, type Writer } from '#storage/storage.ts';
import { keysIn, openDatabase } from '../support/storage.ts';
import { temporaryFolder } from '../support/folder.ts';

/** What every storage promises: run on SQLite and on PostgreSQL. */

const clerk = { kind: 'system', job: 'test' } as const;
let storage: Storage;
let told: RecordedEvent[];

beforeAll(async () => {
	storage = await openDatabase(Date.now);
	storage.beforeCommit(recordEvents);
	storage.afterCommit((events) => void told.push(...events));
});
beforeEach(async () => {
	told = [];
	await storage.write(clerk, async ({ db, t }) => {
		for (const table of [t.meta, t.topics, t.liveEvents]) await db.delete(table);
	});
});
afterAll(() => storage.close());

const insert = ({ db, t }: Writer, key: string) => db.insert(t.meta).values({ key, value: key });
const put = (key: string) =>
	storage.write(clerk, async (writer) => void (await insert(writer, key)));
const keysThere = async () => (await keysIn(storage)).sort();
const emit = (writer: Writer, id: string) =>
	writer.emit({ type: 'ballot.cast', topic: 'c:1', kind: 'poll', id, version: 1 });
const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

test('what a refused command wrote is gone, and the others of its group stay', async () => {
	const refused = storage.write(clerk, async (writer) => {
		await insert(writer, 'lost');
		throw new Refusal('not_allowed');
	});
	const outcomes = await Promise.allSettled([put('a'), refused, put('b')]);
	expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	expect(await keysThere()).toEqual(['a', 'b']);
});

test('a command that waits for anything but the database is cut off and blocks nobody', async () => {
	const waiting = storage.write(clerk, async (writer) => {
		await insert(writer, 'waited');
		await new Promise(() => undefined);
	});
	const outcomes = await Promise.allSettled([waiting, put('next')]);
	expect(outcomes[0]).toMatchObject({
		reason: { message: expect.stringContaining('waited for something other') as string }
	});
	expect(outcomes[1].status).toBe('fulfilled');
	await put('last');
	expect(await keysThere()).toEqual(['last', 'next']);
});

test('a snapshot that waits for anything but the database is cut off and blocks nobody', async () => {
	const waiting = storage.read(() => new Promise(() => undefined));
	await expect(waiting).rejects.toThrow('waited for something other');
	await put('next');
	expect(await storage.read(({ db, t }) => db.$count(t.meta))).toBeGreaterThan(0);
});

test('what is left running of a command cannot write outside its turn', async () => {
	let stray: Promise<unknown> | undefined;
	const refused = storage.write(clerk, async (writer) => {
		const built = insert(writer, 'stray');
		stray = turnOfTheLoop().then(() => built);
		stray.catch(() => undefined);
		throw new Refusal('not_allowed');
	});
	const outcomes = await Promise.allSettled([refused, put('other')]);
	expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	await expect(stray).rejects.toThrow('This command is over');
	await put('after');
	expect(await keysThere()).toEqual(['after', 'other']);
});

test('a writer that was taken out of its command writes nothing', async () => {
	let kept: Writer | undefined;
	await storage.write(clerk, async (writer) => {
		kept = writer;
	});
	await expect(async () => insert(kept!, 'late')).rejects.toThrow('This command is over');
	expect(await keysThere()).toEqual([]);
});

test('a command that writes past its writer is refused instead of hanging all others', async () => {
	const nested = storage.write(clerk, () => put('nested'));
	await expect(nested).rejects.toThrow('through its writer');
	await put('after');
	expect(await keysThere()).toEqual(['after']);
});

test('fifty commands at once are all there, and are told of in the order of their commits', async () => {
	const names = Array.from({ length: 50 }, (_, n) => `k${String(n).padStart(2, '0')}`);
	await Promise.all(
		names.map((id) =>
			storage.write(clerk, async (writer) => {
				await insert(writer, id);
				emit(writer, id);
			})
		)
	);
	expect(await keysThere()).toEqual(names);
	expect(told.map(({ offset, ref }) => [offset, ref[1]])).toEqual(
		names.map((id, place) => [place + 1, id])
	);
});

test('what did not happen is told to nobody, and leaves no gap in the log', async () => {
	const write = (id: string, refuse = false) =>
		storage.write(clerk, async (writer) => {
			emit(writer, id);
			if (refuse) throw new Refusal('not_allowed');
		});
	await Promise.allSettled([write('a'), write('b', true), write('c')]);
	expect(told.map(({ offset, ref }) => [offset, ref[1]])).toEqual([
		[1, 'a'],
		[2, 'c']
	]);
});

/** A number under a key, and how often it was written. */
const counter: Sum<{ key: string; more: number }> = {
	key: ({ key }) => key,
	plus: (sum, { more }) => ({ ...sum, more: sum.more + more }),
	async write(writer, { key, more }) {
		await writer.run(addTo, { key, value: '+'.repeat(more) + '|' });
		return [];
	}
};
const addTo = statement<{ key: string; value: string }>()('add_to', (db, t) =>
	db
		.insert(t.meta)
		.values({ key: sql.placeholder('key'), value: sql.placeholder('value') })
		.onConflictDoUpdate({
			target: t.meta.key,
			set: { value: sql`${t.meta.value} || excluded.value` }
		})
);
const count = ({ db, t }: Reader, key: string) =>
	db
		.select({ value: t.meta.value })
		.from(t.meta)
		.where(eq(t.meta.key, key))
		.then(([row]) => row?.value);
const add = (key: string, { refuse = false, additive = true } = {}) =>
	storage.write(
		clerk,
		async (writer) => {
			await writer.add(counter, { key, more: 1 });
			if (refuse) throw new Refusal('not_allowed');
		},
		{ additive }
	);

test('what commands add to the same place is written once for their group, without the refused ones', async () => {
	await Promise.allSettled([add('a'), add('b'), add('a', { refuse: true }), add('a'), add('a')]);
	expect(await count(storage, 'a')).toBe('+++|');
	expect(await count(storage, 'b')).toBe('+|');
	await add('a');
	expect(await count(storage, 'a')).toBe('+++|+|');
});

test('a command that may read what others of its group have added finds it', async () => {
	let seen: unknown;
	const look = async (writer: Writer) => void (seen = await count(writer, 'a'));
	await Promise.all([add('a'), add('a'), storage.write(clerk, look), add('a')]);
	expect(seen).toBe('++|');
	expect(await count(storage, 'a')).toBe('++|+|');
	await Promise.all([add('b'), add('b', { additive: false })]);
	expect(await count(storage, 'b')).toBe('+|+|');
});

test('a refused command takes nothing with it of what others have added', async () => {
	await Promise.allSettled([add('a'), add('a', { refuse: true, additive: false }), add('a')]);
	expect(await count(storage, 'a')).toBe('+|+|');
});

test('of a group that fails nothing stays to be added to the next one', async () => {
	const broken: Sum<null> = {
		key: () => '',
		plus: () => null,
		write: () => Promise.reject(new Error('cannot be written'))
	};
	const breaking = storage.write(clerk, ({ add }) => add(broken, null), { additive: true });
	const outcomes = await Promise.allSettled([add('a'), breaking, add('a')]);
	expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
	await add('a');
	expect(await count(storage, 'a')).toBe('+|');
});

test('events of one group are told in the order of the log, those that were added up as well', async () => {
	const write = (id: string, additive: boolean) =>
		storage.write(
			clerk,
			async (writer) => {
				if (additive) emit(writer, id);
				else
					writer.emit({
						type: 'report.published',
						topic: 'c:1',
						kind: 'consultation',
						id,
						version: 1
					});
			},
			{ additive }
		);
	await Promise.all([
		write('poll', true),
		write('poll', true),
		write('report', false),
		write('poll', true)
	]);
	const inTopic = told.filter(({ topic }) => topic === 'c:1');
	expect(inTopic.map(({ offset, ref }) => [offset, ref[1]])).toEqual([
		[1, 'poll'],
		[2, 'report'],
		[3, 'poll']
	]);
});

test('nobody is told of a command that says it changed nothing for anybody, unless it emits something', async () => {
	let times = 0;
	storage.afterCommit(() => void times++);
	await storage.write(clerk, (writer) => insert(writer, 'loud'));
	await storage.write(clerk, (writer) => insert(writer, 'quiet'), { quiet: true });
	expect(times).toBe(1);
	await storage.write(clerk, async (writer) => emit(writer, 'x'), { quiet: true });
	expect(times).toBe(2);
	expect(await keysThere()).toEqual(['loud', 'quiet']);
});

test('who listens and fails does not make the command fail', async () => {
	let failures = 0;
	storage.afterCommit(() => {
		if (failures++ === 0) throw new Error('one listener fails, once');
	});
	await storage.write(clerk, async (writer) => {
		await insert(writer, 'kept');
		emit(writer, 'told');
	});
	expect(failures).toBe(1);
	expect(await keysThere()).toEqual(['kept']);
});

test('time does not go back when the clock does, not even for the next process', async () => {
	const folder = temporaryFolder();
	let clock = Date.parse('2026-12-22T22:00:00.000Z');
	const first = await openDatabase(() => clock, folder);
	const seen = await first.write(clerk, async ({ now }) => now());
	expect(seen).toBe(clock);
	clock -= 7_200_000;
	expect(await first.write(clerk, async ({ now }) => now())).toBe(seen);
	expect(await first.read(async ({ now }) => now())).toBe(seen);
	await first.close();

	const second = await openDatabase(() => clock, folder);
	expect(second.now()).toBe(seen);
	expect(await second.write(clerk, async ({ now }) => now())).toBe(seen);
	clock = seen + 1;
	expect(await second.write(clerk, async ({ now }) => now())).toBe(seen + 1);
	await second.close();
});

if (inject('database') === 'postgres')
	test('acknowledged means on disk also where the server is set to something else', async () => {
		const session = storage.db as unknown as { execute(query: SQL): Promise<unknown> };
		await session.execute(sql`set synchronous_commit = off`);
		const level = await storage.write(clerk, async ({ db, t }) => {
			const value = sql<string>`current_setting('synchronous_commit')`;
			const [row] = await db.insert(t.meta).values({ key: 'level', value }).returning();
			return row!.value;
		});
		expect(level).toBe('on');
	});
