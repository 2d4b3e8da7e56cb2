import { watch } from 'node:fs';
import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { startProcess } from '../support/process.ts';
import { startDemo } from '../support/server.ts';
import { temporaryFolder } from '../support/folder.ts';

test('a demo that was killed while it was being made is never served half made', async () => {
	const folder = temporaryFolder();
	const changes = watch(folder);
	// Written in the middle of it, when people are there and consultations are not.
	const middle = new Promise<void>((resolve) =>
		changes.on('change', (_, name) => void (name === 'demo-accounts.json' && resolve()))
	);
	const { signal, ended } = startProcess({ VICHE_DATA: folder, VICHE_DEMO: '1' });
	await middle;
	signal('SIGKILL');
	await ended;
	changes.close();
	const again = await startProcess({ VICHE_DATA: folder, VICHE_DEMO: '1' }).ended;
	expect(again).toMatchObject({ code: 70, out: '' });
	expect(again.err).toContain('The demo was interrupted');
});

test('time is kept while nobody writes, so that no poll reopens whose results were shown', async () => {
	let clock = Date.now();
	vi.useFakeTimers({ toFake: ['setInterval'] });
	const { app, stop } = await startDemo(() => clock);
	clock += 7_200_000;
	vi.advanceTimersByTime(60_000);
	vi.useRealTimers();
	const { db, t } = app.storage;
	await vi.waitFor(async () => {
		const [kept] = await db.select().from(t.meta).where(eq(t.meta.key, 'latest_instant'));
		expect(kept!.value).toBe(String(clock));
	});
	await stop();
});
