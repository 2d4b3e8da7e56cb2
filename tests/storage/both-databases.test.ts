import { test } from 'vitest';
import { doEverything } from '../support/everything.ts';
import { openPglite } from '../support/storage.ts';
import { createWorld } from '../support/world.ts';

test('PostgreSQL knows every question that SQLite is asked, in every order and from page to page', async () => {
	const world = await createWorld({ open: openPglite });
	await doEverything(world);
	await world.storage.close();
});
