import { cpSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, expect, test, vi } from 'vitest';
import { openSqlite } from '#storage/sqlite.ts';
import { apiClient } from '../support/client.ts';
import { copyOf } from '../support/folder.ts';
import { seededFolder } from '../support/seeded.ts';
import { mountSmall } from '../support/machine.ts';
import { startOn } from '../support/process.ts';

const disk = mountSmall(16_384);
if (!disk) console.log('No file system can be mounted here: the full disk is left out.');

afterAll(() => void disk?.unmount());

test.runIf(disk)(
	'on a disk that is really full reading goes on, also after a restart, and room brings writing back',
	async () => {
		const { folder } = disk!;
		const { folder: template, number, people, poll } = await seededFolder(4);
		const prepared = copyOf(template);
		const storage = openSqlite({ folder: prepared, migrations: 'db/sqlite' });
		// Used in the second half of its life a session is prolonged, which is a write.
		await storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
			db
				.update(t.sessions)
				.set({ expiresAt: now() + 5 * 86_400_000 })
				.where(eq(t.sessions.accountId, people[0]!.actor.id))
		);
		await storage.close();
		cpSync(prepared, folder, { recursive: true });

		let server = await startOn(folder);
		const acknowledged: string[] = [];
		const write = async (person: number) => {
			const answer = await apiClient(server.origin, people[person]!.cookie)(
				'POST',
				`/consultations/${number}/contributions`,
				{ kind: 'opinion', text: 'Довга думка. '.repeat(300), display: 'resident' }
			);
			if (answer.status === 201) acknowledged.push((answer.body as { id: string }).id);
			return answer;
		};
		for (let n = 0; n < 40; n++) await write(1 + (n % 3));
		const ballast = join(folder, 'ballast');
		const { bavail, bsize } = statfsSync(folder);
		writeFileSync(ballast, Buffer.alloc(bavail * bsize));
		const full = await vi.waitUntil(
			async () => {
				const answers = await Promise.all([write(1), write(2), write(3)]);
				return answers.find(({ status }) => status !== 201);
			},
			{ timeout: 60_000, interval: 1 }
		);
		expect(full).toMatchObject({ status: 503, body: { code: 'storage_full' } });
		expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0);

		const readable = async () => {
			const visitor = apiClient(server.origin);
			const answers = [
				await visitor('GET', `/consultations/${number}`),
				await visitor('GET', `/consultations/${number}/contributions?limit=100`),
				await apiClient(server.origin, people[0]!.cookie)('GET', '/session'),
				await apiClient(server.origin, people[0]!.cookie)('GET', `/polls/${poll.id}/ballot`)
			];
			return answers.map(({ status }) => status);
		};
		expect(await readable()).toEqual([200, 200, 200, 200]);

		await server.kill('SIGKILL');
		server = await startOn(folder);
		expect(await readable()).toEqual([200, 200, 200, 200]);

		rmSync(join(folder, 'ballast-0'), { force: true });
		for (const name of (await import('node:fs')).readdirSync(folder))
			if (name.startsWith('ballast')) rmSync(join(folder, name));
		const began = performance.now();
		await vi.waitUntil(async () => (await write(1)).status === 201, { timeout: 10_000 });
		expect(performance.now() - began).toBeLessThan(10_000);
		expect((await server.kill('SIGTERM')).code).toBe(0);

		const after = openSqlite({ folder, migrations: 'db/sqlite' });
		const there = new Set(
			(await after.db.select().from(after.t.contributions)).map(({ id }) => id)
		);
		expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
		await after.close();
	}
);
