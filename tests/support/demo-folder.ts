import { rmSync } from 'node:fs';
import { openSqlite } from '#storage/sqlite.ts';
import { seedDemo } from '../../db/seed/demo.ts';
import { temporaryFolder } from './folder.ts';

/** Makes the demo once, before all tests of a run: each then works on a copy of its own. */
export default async function makeDemo() {
	const folder = temporaryFolder();
	process.env['VICHE_TEST_DEMO'] = folder;
	const now = Date.now();
	let clock = 0;
	const storage = openSqlite({ folder, migrations: 'db/sqlite', clock: () => clock });
	await seedDemo(storage, { root: '.', folder, now, moveClock: (at) => (clock = at) });
	await storage.close();
	return () => rmSync(folder, { recursive: true });
}
