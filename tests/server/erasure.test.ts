import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { hashPassword } from '#core/accounts/passwords.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { copyOf, temporaryFolder } from '../support/folder.ts';
import { plant, plantedKinds } from '../support/plant.ts';
import { findPlanted } from '../support/planted.ts';
import { startOn } from '../support/process.ts';
import { report } from '../support/reports.ts';
import { account, addAccounts, createWorld } from '../support/world.ts';

const password = 'три слова про лавку';
const token = (what: string) => `ZnakҐєї${what}Кінець`;
const login = 'taras.znak';

/** A data folder in which somebody has left something everywhere, and a report that tells of their words. */
async function folderWithTraces() {
	const folder = temporaryFolder();
	const world = await createWorld({
		open: async (clock) => openSqlite({ folder, migrations: 'db/sqlite', clock })
	});
	const me = account('somebody', { name: token('name') });
	await addAccounts(world.storage, [me]);
	const { number: closed } = await world.open();
	await world.write(me, closed, { text: 'Ці слова стоять у звіті.', display: 'name' });
	world.moveTo('2027-01-25T10:00:00Z');
	await report(world, closed);
	const { number } = await world.announced({ opensOn: '2027-02-01', closesOn: '2027-02-26' });
	world.moveTo('2027-02-02T10:00:00Z');
	await world.write(world.iryna, number, { kind: 'opinion' });
	await plant(world, me, number, token);
	const passwordHash = await hashPassword(password);
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.update(t.accounts).set({ passwordHash, login }).where(eq(t.accounts.id, 'somebody'))
	);
	await world.storage.close();
	return { folder, closed };
}

test('after an erasure through the pages, no file and no log knows who it was, and the report is whole', async () => {
	const { folder, closed } = await folderWithTraces();
	const backup = copyOf(folder);
	const server = await startOn(folder, { settings: { LOG_LEVEL: 'trace' } });
	const send = async (path: string, cookie: string, fields?: Record<string, string>) => {
		const answer = await fetch(server.origin + path, {
			redirect: 'manual',
			headers: { cookie, origin: server.origin, accept: 'text/html' },
			...(fields && { method: 'POST', body: new URLSearchParams(fields) })
		});
		return { answer, text: await answer.text() };
	};
	const reportOf = async () => {
		const csv = await send(`/consultations/${closed}/report.csv`, '');
		const json = await send(`/consultations/${closed}/report.json`, '');
		return [csv.text, json.text];
	};
	const before = await reportOf();
	expect(before[0]).toContain('Ці слова стоять у звіті.');
	const { answer } = await send('/sign-in', '', { login, password });
	const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
	expect((await send('/account/data/export', cookie)).text).toContain(token('second'));
	expect((await send('/account/data/export.json', cookie)).text).toContain(token('flag'));
	const asked = /name="account" value="([^"]+)"/.exec((await send('/account/erase', cookie)).text);
	const press = { password, account: asked![1]! };
	// Whoever presses twice is not asked to sign in to what is gone; anybody else is.
	for (const again of [false, true]) {
		const { answer } = await send('/account/erase', cookie, press);
		expect(answer.headers.get('location'), again ? 'pressed again' : 'pressed').toBe('/erased');
	}
	const other = await send('/account/erase', '', { ...press, account: 'somebody-else' });
	expect(other.answer.headers.get('location')).toContain('/sign-in');
	expect((await send('/account/data', cookie)).answer.status).toBe(303);
	expect(await reportOf()).toEqual(before);
	const seen = await send(`/en/consultations/${closed}/contributions/1`, '');
	expect(seen.text).toContain('Withdrawn author');

	// While it runs, with its WAL; and after it has stopped.
	const texts = plantedKinds.map(token);
	expect(findPlanted([...texts, login], { folder })).toEqual([]);
	const { out, err } = await server.kill('SIGTERM');
	const bytes = { out: Buffer.from(out), err: Buffer.from(err) };
	expect(findPlanted([...texts, login], { folder, bytes })).toEqual([]);
	expect(out).toContain('"route"');

	// Whoever puts the older database in place, and keeps the list, brings nobody back.
	copyFileSync(join(folder, 'erased.list'), join(backup, 'erased.list'));
	expect(findPlanted([token('second')], { folder: backup })).not.toEqual([]);
	const again = await startOn(backup);
	expect(findPlanted([...texts, login], { folder: backup })).toEqual([]);
	expect((await again.kill('SIGTERM')).out).toContain('erased before, and now again: 1');
});
