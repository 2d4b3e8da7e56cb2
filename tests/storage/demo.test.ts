import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seedDemo } from '../../db/seed/demo.ts';
import { createApp } from '#core/app.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { temporaryFolder } from '../support/folder.ts';

const visitor = { kind: 'visitor' } as const;

test('the demo plays through the real commands and stands in the phases it promises', async () => {
	const folder = temporaryFolder();
	const now = Date.parse('2026-11-24T13:00:00Z');
	let clock = now;
	const storage = openSqlite({ folder, migrations: 'db/sqlite', clock: () => clock });
	await seedDemo(storage, { root: '.', folder, now, moveClock: (at) => (clock = at) });
	const app = await createApp(storage, { secure: false, demo: true, holidaysAreWorkingDays: true });
	const { items } = await app.consultations.list(visitor, {});
	const phases = Object.fromEntries(items.map(({ number, phase }) => [number, phase]));
	expect(phases).toEqual({
		'UA-ZHD-2026-001': 'open',
		'UA-TUR-2026-001': 'announced',
		'UA-BOR-2026-001': 'analysis',
		'PL-LUB-2026-001': 'open'
	});

	const closed = await app.consultations.page(visitor, { number: 'UA-BOR-2026-001' });
	expect(closed.polls[0]!.results!.options.map(({ verified }) => verified)).toEqual([63, 44, 9]);
	expect(closed.polls[1]!.results!.participants).toEqual({ verified: 109, declared: 78 });
	expect(closed.polls[1]!.results!.options.map(({ declared }) => declared)).toEqual([
		52, 30, 33, 40
	]);
	const open = await app.contributions.list(visitor, { number: 'UA-ZHD-2026-001' });
	const redacted = open.items.find(({ stub }) => stub !== null);
	expect(redacted).toMatchObject({ stub: { action: 'redacted', ground: 'M4_privacy' } });
	expect(JSON.stringify(open)).not.toContain('000-00-00');

	const { items: hromadas } = await app.areas.list(visitor, { kind: 'hromada', limit: 100 });
	expect(hromadas).toHaveLength(73);
	const found = await app.areas.residences(visitor, { q: "кам'янка" });
	expect(found.map(({ name }) => name.uk)).toContain('Кам’янка-Бузька');

	const file = join(folder, 'demo-accounts.json');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	const accounts = JSON.parse(readFileSync(file, 'utf8')) as { login: string; password: string }[];
	expect(accounts.map(({ login }) => login)).toContain('official.zhydachiv');
	const { login, password } = accounts.find((one) => one.login === 'resident.zhydachiv')!;
	const signIn = { login, password, address: '127.0.0.1' };
	await expect(app.accounts.checkSignIn(visitor, signIn)).resolves.toMatchObject({ id: 'zh01' });
	await storage.close();
});
