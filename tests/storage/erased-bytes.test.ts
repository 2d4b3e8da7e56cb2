import { expect, test } from 'vitest';
import { createApp } from '#core/app.ts';
import { openErasures } from '#storage/erasures.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { temporaryFolder } from '../support/folder.ts';
import { plant, plantedKinds } from '../support/plant.ts';
import { findPlanted, shapesOf } from '../support/planted.ts';
import { account, addAccounts, createWorld } from '../support/world.ts';

const options = { secure: false, demo: false, mail: false, holidaysAreWorkingDays: true };

test('in a crowd of people, nothing of those who are erased can be read in any file', async () => {
	const folder = temporaryFolder();
	const world = await createWorld({
		open: async (clock) => openSqlite({ folder, migrations: 'db/sqlite', clock })
	});
	const app = await createApp(world.storage, { ...options, erasures: openErasures(folder) });
	const { number } = await world.open();
	await world.write(world.iryna, number, { kind: 'opinion' });
	const people = Array.from({ length: 60 }, (_, n) => {
		const token = (what: string) => `Znak${n}Ґєї${what}Кінець`;
		return { token, actor: account(`login-${n}`, { name: token('name') }) };
	});
	await addAccounts(
		world.storage,
		people.map(({ actor }) => actor)
	);
	for (const { actor, token } of people) await plant(world, actor, number, token);
	const textsOf = (chosen: typeof people) => chosen.flatMap(({ token }) => plantedKinds.map(token));
	const gone = people.filter((_, n) => n % 3 === 1);
	expect(findPlanted(textsOf(gone), { folder }).length).toBeGreaterThan(gone.length * 10);
	for (const { actor } of gone)
		await app.privacy.erase(actor, { password: '', login: actor.id, totp: '', address: actor.id });
	expect(findPlanted(textsOf(gone), { folder })).toEqual([]);
	// And those who stay are all there.
	const [stays] = people;
	expect(findPlanted([stays!.token('second')], { folder })).not.toEqual([]);
	await world.storage.close();
	expect(findPlanted(textsOf(gone), { folder })).toEqual([]);
});

test('the search itself finds each shape', () => {
	const text = 'Олена Коваль-Петренко';
	const among = (bytes: Buffer) => shapesOf(text).some((shape) => bytes.includes(shape));
	for (const before of ['', 'a', 'ab', 'abc'])
		expect(among(Buffer.from(Buffer.from(`${before}${text}xyz`).toString('base64')))).toBe(true);
	expect(among(Buffer.from(`x${text}`, 'utf16le'))).toBe(true);
	expect(among(Buffer.from(`x${text}`, 'utf16le').swap16())).toBe(true);
	expect(among(Buffer.from(encodeURIComponent(`?q=${text}`)))).toBe(true);
	expect(among(Buffer.from('Олена Коваленко'))).toBe(false);
});
