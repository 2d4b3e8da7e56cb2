import { afterEach, beforeEach, expect, test } from 'vitest';
import { account, addAccounts, createWorld, type World } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
const admin = account('admin', { roles: [{ role: 'admin', scope: 'network', scopeId: '' }] });
const answer = 'Кнопка тепер має назву: «Надіслати пропозицію».';
const reason = 'Файл належить міській раді, ми просимо в неї текст.';
let world: World;

beforeEach(async () => {
	world = await createWorld({ mail: true });
	await addAccounts(world.storage, [admin]);
});
afterEach(() => world.storage.close());

const asking = {
	page: '/consultations',
	what: 'Програма читання не називає кнопку.',
	wish: '',
	way: 'email',
	email: 'Olena@Home.Example',
	trap: '',
	language: 'uk',
	address: '10.0.0.1'
} as const;
const ask = (over: Partial<typeof asking> | object = {}, actor = visitor) =>
	world.app.accessibility.ask(actor, { ...asking, ...over });
const figures = () => world.app.accessibility.figures(visitor, undefined);
const first = async () => (await world.app.accessibility.queue(admin, undefined)).waiting[0]!;
const check = (number: string, code: string) =>
	world.app.accessibility.receipt(visitor, { number, code, address: '10.0.0.1' });

test('whoever asks without an account reads the answer by number and code, and by letter', async () => {
	const { app, storage } = world;
	const { number, code, dueAt } = await ask();
	expect(number).toBe('ACC-2026-0001');
	// It came on 24 November: seven days end with 1 December in Kyiv.
	expect(new Date(dueAt).toISOString()).toBe('2026-12-01T22:00:00.000Z');
	await expect(check(number, 'AAAA-AAAA')).rejects.toMatchObject({ code: 'not_found' });
	expect(await check(' acc-2026-1 ', code)).toMatchObject({ answer: null, byLetter: true });

	const { id, version } = await first();
	await app.accessibility.answer(admin, { id, version, outcome: 'mended', answer });
	expect(await check(number, code)).toMatchObject({ outcome: 'mended', answer, byLetter: false });
	const letter = await app.mail.take({ kind: 'system', job: 'mail' }, undefined);
	expect(letter).toMatchObject({
		kind: 'accessibility_answered',
		to: 'olena@home.example',
		values: { words: answer, number, code }
	});
	// The address was given for this answer alone.
	const { db, t } = storage;
	const [row] = await db.select().from(t.accessibilityRequests);
	expect(row).toMatchObject({ sealed: null, accountId: null });
	expect(await figures()).toMatchObject({ received: 1, answered: 1, inTime: 1, late: 0 });
	await expect(
		app.accessibility.answer(admin, { id, outcome: 'refused', answer })
	).rejects.toMatchObject({ code: 'already_decided' });
});

test('seven days without an answer are late, unless reasons and a day within two months were given', async () => {
	const { app } = world;
	await ask();
	await ask({ address: '10.0.0.2' });
	const { id } = await first();
	const delay = (until: string) => app.accessibility.delay(admin, { id, until, reason });
	await expect(delay('2026-12-01')).rejects.toMatchObject({
		details: { errors: [{ path: 'until', code: 'not_later' }] }
	});
	await expect(delay('2027-01-25')).rejects.toMatchObject({
		details: { errors: [{ path: 'until', code: 'after_latest' }] }
	});
	await delay('2027-01-24');
	world.moveTo('2026-12-01T21:59:59.999Z');
	expect(await figures()).toMatchObject({ waiting: 2, late: 0, changesAt: world.now() + 1 });
	world.moveTo('2026-12-01T22:00:00Z');
	expect(await figures()).toMatchObject({ waiting: 2, late: 1 });
	world.moveTo('2027-01-24T21:59:59Z');
	await app.accessibility.answer(admin, { id, outcome: 'other_way', answer });
	expect(await figures()).toMatchObject({ answered: 1, inTime: 1, late: 1 });
});

test('a program is refused, and so is the twenty-first request of one place', async () => {
	await expect(ask({ trap: 'https://spam.example' })).rejects.toMatchObject({
		code: 'invalid_input'
	});
	for (let n = 0; n < 20; n++) await ask({ way: 'code' });
	await expect(ask()).rejects.toMatchObject({ code: 'too_many_attempts' });
	await ask({ address: '10.0.0.9' });
});
