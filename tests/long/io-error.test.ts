import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '#storage/sqlite.ts';
import { apiClient } from '../support/client.ts';
import { copyOf } from '../support/folder.ts';
import { seededFolder } from '../support/seeded.ts';
import { hasStrace } from '../support/machine.ts';
import { startOn } from '../support/process.ts';
import { temporaryFolder } from '../support/folder.ts';

const possible = hasStrace();
if (!possible) console.log('strace is missing or not allowed here: failing fsyncs are left out.');
const seeding = seededFolder(4);

/**
 * Of the WAL, with each commit; of the database file, when the WAL is written back: the first time at the start, which
 * looks whether there is anything in it and closes it again, and leaves the WAL when that fails.
 */
const cases = [
	...[15, 40, 41, 77].map((when) => ['viche.sqlite-wal', when] as const),
	...[2, 3].map((when) => ['viche.sqlite', when] as const)
];

test.runIf(possible).each(cases)(
	'when fsync fails on %s (no. %i) nothing is acknowledged afterwards, and the process ends with 70',
	async (file, when) => {
		const { folder: template, number, people } = await seeding;
		const folder = copyOf(template);
		const log = join(temporaryFolder(), 'calls');
		const server = await startOn(folder, {
			settings: { UV_USE_IO_URING: '0' },
			under: [
				...['strace', '-f', '-qq', '-y', '-o', log],
				...['-e', 'trace=fsync'],
				...['-e', `inject=fsync:error=EIO:when=${when}+`],
				...['-P', join(folder, file)]
			]
		});
		const acknowledged = (
			await Promise.all(
				people.map(async ({ cookie }) => {
					const ids: string[] = [];
					for (let n = 0; n < 3000; n++) {
						const answer = await apiClient(server.origin, cookie)(
							'POST',
							`/consultations/${number}/contributions`,
							{ kind: 'opinion', text: 'Довга думка. '.repeat(300), display: 'resident' }
						).catch(() => undefined);
						if (answer?.status !== 201) return ids;
						ids.push((answer.body as { id: string }).id);
					}
					throw new Error('It goes on and on.');
				})
			)
		).flat();
		const { code, err } = await server.ended;
		expect(err).toContain('The database has failed (SQLITE_IOERR');
		expect(code).toBe(70);
		expect(readFileSync(log, 'utf8').match(/INJECTED/g)).toHaveLength(1);

		const storage = openSqlite({ folder, migrations: 'db/sqlite' });
		const rows = await storage.db.select().from(storage.t.contributions);
		const there = new Set(rows.map(({ id }) => id));
		expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
		await storage.close();
	}
);
