import { createApp } from '#core/app.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { seedDemo } from '../../db/seed/demo.ts';
import { copyOf, temporaryFolder } from './folder.ts';
import { addResidents, consultantOf, openPoll, type Resident } from './residents.ts';

/** A data folder with the demo in it and some residents who are signed in. */
export async function seededFolder(residents: number) {
	const made = process.env['VICHE_TEST_DEMO'];
	const folder = made === undefined ? temporaryFolder() : copyOf(made);
	let clock = Date.now();
	const now = clock;
	const storage = openSqlite({ folder, migrations: 'db/sqlite', clock: () => clock });
	if (made === undefined)
		await seedDemo(storage, { root: '.', folder, now, moveClock: (at) => (clock = at) });
	const app = await createApp(storage, {
		secure: false,
		demo: true,
		mail: false,
		holidaysAreWorkingDays: true
	});
	const open = await openPoll(app);
	const people = await addResidents(app, open.poll.id, residents);
	const { name, value } = await consultantOf(app, open.number);
	const { keys } = storage;
	/** Under which a person's ballot stands. */
	const tagOf = ({ personId }: Resident) => keys.ballotTag(open.poll.id, `person:${personId}`)!;
	await storage.close();
	return { folder, ...open, people, consultant: `${name}=${value}`, tagOf };
}

export type Seeded = Awaited<ReturnType<typeof seededFolder>>;
