import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSqlite } from '#storage/sqlite.ts';
import { apiClient } from '../support/client.ts';
import { copyOf } from '../support/folder.ts';
import { seededFolder } from '../support/seeded.ts';
import { killLoop } from '../support/kills.ts';
import { startOn } from '../support/process.ts';
import { disagreements } from '../support/records.ts';

const seeding = seededFolder(8);

test('through fifty kills at random moments nothing acknowledged is lost, and nothing is done twice', async () => {
	const seeded = await seeding;
	// Two servers at a time, each on its own folder: one starts while the other works. Five hundred in `test:long`.
	const loops = await Promise.all([killLoop(seeded, 25), killLoop(seeded, 25)]);
	for (const { folder, writers, faults, events, watchers } of loops) {
		expect(faults).toEqual([]);
		const { topic, poll } = seeded;
		const found = await disagreements({ folder, topic, pollId: poll.id, writers });
		expect(found.faults).toEqual([]);
		expect(found.writes).toBeGreaterThan(25 * 8);
		// Who watched through all of it has seen each of them once.
		for (const { seen, readings } of watchers) if (readings === 1) expect(seen).toBe(events);
	}
}, 240_000);

test('a server that is told to stop answers what it has begun, and ends with 0', async () => {
	const { folder: template, number, people } = await seeding;
	const folder = copyOf(template);
	const server = await startOn(folder);
	const acknowledged: string[] = [];
	const statuses = new Set<number>();
	let stopping: Promise<{ code: number | null }> | undefined;
	await Promise.all(
		people.map(async ({ cookie }) => {
			const write = apiClient(server.origin, cookie);
			const body = { kind: 'opinion', text: 'Думка напередодні зупинки', display: 'resident' };
			for (let n = 0; ; n++) {
				const answer = await write('POST', `/consultations/${number}/contributions`, body, {
					'idempotency-key': randomUUID()
				}).catch(() => undefined);
				if (!answer) return;
				statuses.add(answer.status);
				if (answer.status === 201) acknowledged.push((answer.body as { id: string }).id);
				else return;
				if (n === 10) stopping ??= server.kill('SIGTERM');
			}
		})
	);
	expect((await stopping!).code).toBe(0);
	expect([...statuses].filter((status) => status !== 201 && status !== 503)).toEqual([]);
	const storage = openSqlite({ folder, migrations: 'db/sqlite' });
	const there = new Set(
		(await storage.db.select().from(storage.t.contributions)).map(({ id }) => id)
	);
	expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
	expect(acknowledged.length).toBeGreaterThan(10);
	await storage.close();
});
