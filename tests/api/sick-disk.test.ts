import { randomUUID } from 'node:crypto';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '#storage/sqlite.ts';
import { apiClient, type ApiClient } from '../support/client.ts';
import { copyOf } from '../support/folder.ts';
import { seededFolder } from '../support/seeded.ts';
import { startOn } from '../support/process.ts';
import { addResidents, openPoll } from '../support/residents.ts';
import { startDemo } from '../support/server.ts';
import { leaveRoom } from '../support/storage.ts';

const words = (n: number) => ({
	kind: 'opinion',
	text: `Думка № ${n}. ${'Про це варто сказати докладно. '.repeat(100)}`,
	display: 'resident'
});

test('on a full disk writing is refused as such, reading goes on, and it recovers by itself', async () => {
	const { app, client, stop } = await startDemo();
	const { number, poll } = await openPoll(app);
	const [olena] = await addResidents(app, poll.id, 1);
	const resident = client(olena!.cookie);
	const path = `/consultations/${number}/contributions`;
	const { db, t } = app.storage;
	await leaveRoom(app.storage, 20);

	const answers = await Promise.all(
		Array.from({ length: 60 }, (_, n) => resident('POST', path, words(n)))
	);
	const acknowledged = answers.filter(({ status }) => status === 201);
	const refused = answers.filter(({ status }) => status !== 201);
	expect(refused.length).toBeGreaterThan(0);
	for (const { status, headers, body } of refused) {
		expect([status, body]).toEqual([503, expect.objectContaining({ code: 'storage_full' })]);
		expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
	}
	const pages = await Promise.all(
		[path, `/consultations/${number}`, '/consultations'].map((one) => client()('GET', one))
	);
	expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);

	await leaveRoom(app.storage, 10_000);
	const again = await resident('POST', path, words(100));
	expect(again.status).toBe(201);
	const ids = new Set((await db.select().from(t.contributions)).map(({ id }) => id));
	for (const { body } of [...acknowledged, again])
		expect(ids).toContain((body as { id: string }).id);
	await stop();
});

const seeded = seededFolder(4);

/** Writes until the server is gone; answers the ids that it acknowledged. */
async function writeUntilTheEnd(write: ApiClient, number: string): Promise<string[]> {
	const acknowledged: string[] = [];
	for (let n = 0; ; n++) {
		const answer = await write('POST', `/consultations/${number}/contributions`, words(n), {
			'idempotency-key': randomUUID()
		}).catch(() => undefined);
		if (!answer) return acknowledged;
		if (answer.status === 201) acknowledged.push((answer.body as { id: string }).id);
	}
}

test('after an I/O error nothing is acknowledged, the process ends with 70, and nothing is lost', async () => {
	const { folder: template, number, people } = await seeded;
	const folder = copyOf(template);
	// No file may grow beyond 2.5 MB: writing to the WAL then fails as on a broken disk.
	const limited = ['sh', '-c', 'ulimit -f 5000 && exec "$0" "$@"'];
	const server = await startOn(folder, { under: limited });
	const acknowledged = await Promise.all(
		people.map(({ cookie }) => writeUntilTheEnd(apiClient(server.origin, cookie), number))
	);
	const { code, err } = await server.ended;
	expect(code).toBe(70);
	expect(err).toContain('The database has failed (SQLITE_IOERR');
	expect(acknowledged.flat().length).toBeGreaterThan(10);

	const storage = openSqlite({ folder, migrations: 'db/sqlite' });
	const rows = await storage.db.select().from(storage.t.contributions);
	const there = new Set(rows.map(({ id }) => id));
	expect(acknowledged.flat().filter((id) => !there.has(id))).toEqual([]);
	await storage.close();
});

test.each([
	['reading', (people: ApiClient, number: string) => people('GET', `/consultations/${number}`)],
	[
		'writing',
		(people: ApiClient, number: string) =>
			people('POST', `/consultations/${number}/contributions`, words(0))
	]
])('when %s meets a damaged file the process ends with 70', async (_, ask) => {
	const { folder: template, number, people } = await seeded;
	const folder = copyOf(template);
	const server = await startOn(folder);
	const path = join(folder, 'viche.sqlite');
	const file = openSync(path, 'r+');
	const size = statSync(path).size - 4096;
	writeSync(file, Buffer.alloc(size, 0xa5), 0, size, 4096);
	closeSync(file);
	const answer = await ask(apiClient(server.origin, people[0]!.cookie), number).catch(
		() => undefined
	);
	expect(answer?.status ?? 500).toBe(500);
	expect((await server.ended).code).toBe(70);
});
