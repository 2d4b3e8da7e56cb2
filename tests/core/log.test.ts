import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#core/kernel/errors.ts';
import { account, addAccounts, createWorld, type World } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
const admin = account('admin', { roles: [{ role: 'admin', scope: 'network', scopeId: '' }] });
const email = 'iryna@example.org';
let world: World;
let number: string;
let id: string;

beforeAll(async () => {
	world = await createWorld();
	await addAccounts(world.storage, [admin]);
	({ number } = await world.open());
	({ id } = await world.write(world.iryna, number, { text: 'Слова, які сховають.' }));
	await world.app.moderation.decide(world.consultant, {
		id,
		version: 1,
		action: 'hidden',
		ground: 'M5_insult',
		reason: 'Текст ображає сусіда, у другому реченні.'
	});
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db.insert(t.contacts).values({ accountId: 'iryna', email, confirmedAt: now() })
	);
});
afterAll(() => world.storage.close());

async function refusalOf(work: Promise<unknown>) {
	const error: unknown = await work.then(
		() => undefined,
		(refusal: unknown) => refusal
	);
	return isRefusal(error) ? error.code : error;
}

test('the extract says what was done, where and on what ground, and names nobody', async () => {
	const { app } = world;
	const { items } = await app.log.extract(visitor, { group: 'moderation' });
	expect(items[0]).toEqual({
		at: world.now(),
		type: 'contribution.hidden',
		by: {
			role: 'consultant',
			place: expect.objectContaining({ kind: 'centre', slug: 'cip-zhydachiv' }) as object
		},
		object: { kind: 'contribution', number, seq: 1 },
		ground: 'M5_insult',
		reason: null
	});
	const all = JSON.stringify(await app.log.extract(visitor, {}));
	for (const planted of ['Олена Коваль', 'Ірина', '"consultant"}', 'ображає', email])
		expect(all).not.toContain(planted);
	// Drafts are nobody's business yet, and residents' own acts never are.
	expect(all).not.toContain('consultation.drafted');
	expect(all).not.toContain('contribution.published');
});

test('why a consultation was extended is published, so it stands in the extract', async () => {
	const reason = 'Багато жителів просили ще тиждень на читання.';
	await world.app.consultations.extend(world.official, {
		number,
		closesOn: '2026-12-29',
		reason
	});
	const { items } = await world.app.log.extract(visitor, { group: 'consultations' });
	expect(items[0]).toMatchObject({ type: 'consultation.extended', reason });
	expect(items[0]!.by).toMatchObject({ role: 'official', place: { kind: 'authority' } });
});

test('filters narrow the extract by place and days; an unknown place has no entries', async () => {
	const { app } = world;
	const count = async (filter: object) => (await app.log.extract(visitor, filter)).items.length;
	expect(await count({ place: 'cip-zhydachiv' })).toBe(1);
	expect(await count({ place: 'cip-turka' })).toBe(0);
	expect(await count({ place: 'nowhere' })).toBe(0);
	expect(await count({ group: 'moderation', from: '2026-12-01', to: '2026-12-01' })).toBe(1);
	expect(await count({ group: 'moderation', from: '2026-12-02' })).toBe(0);
});

test('pages follow each other without gap or repeat, also among entries of one instant', async () => {
	const { app, storage, official } = world;
	await storage.write(official, ({ emit }) => {
		for (let version = 1; version <= 7; version++)
			emit({ type: 'centre.revised', topic: null, kind: 'centre', id: 'cip-zhydachiv', version });
		return Promise.resolve();
	});
	const whole = (await app.log.extract(visitor, { limit: 100 })).items;
	const paged: unknown[] = [];
	let cursor: string | undefined;
	do {
		const page = await app.log.extract(visitor, { limit: 2, cursor });
		expect(page.next ?? '').toMatch(/^[\d.]*$/);
		paged.push(...page.items);
		cursor = page.next ?? undefined;
	} while (cursor !== undefined);
	expect(paged).toEqual(whole);
	expect(paged.length).toBeGreaterThanOrEqual(10);
});

test('a coordinator reads the e-mail of an author for a reason, which the author reads', async () => {
	const { app, coordinator, consultant, strangers, iryna } = world;
	const reason = 'Спитати, чи прийде на слухання.';
	const ask = (actor: typeof coordinator, why = reason) =>
		app.accounts.contact(actor, { id, reason: why });
	expect(await refusalOf(ask(consultant))).toBe('not_allowed');
	expect(await refusalOf(ask(strangers))).toBe('not_allowed');
	expect(await refusalOf(ask(world.otherCoordinators['cip-turka']!))).toBe('not_allowed');
	expect(await refusalOf(ask(coordinator, 'коротко'))).toBe('invalid_input');
	const before = (await app.log.own(iryna, {})).items;
	expect(await ask(coordinator)).toEqual({ email });
	const { items } = await app.log.own(iryna, {});
	expect(items.length).toBe(before.length + 1);
	expect(items[0]).toMatchObject({
		type: 'contact.read',
		by: { role: 'coordinator', place: { slug: 'cip-zhydachiv' } },
		reason
	});
	// Who it was is told to those who answer for it, not to the author, and what was read to neither.
	expect(JSON.stringify(items)).not.toContain(email);
	expect(items.map(({ type }) => type)).toContain('contribution.hidden');
	const { items: seen } = await app.log.whole(coordinator, { within: 'centre' });
	expect(seen[0]).toMatchObject({
		who: { login: 'coordinator' },
		about: { login: 'iryna' },
		reason
	});
});

test('the whole log of a centre or an authority is for those who answer for it', async () => {
	const { app, official, otherOfficial, consultant, coordinator, stepan } = world;
	const read = (actor: typeof official, within: 'centre' | 'authority' | 'network') =>
		app.log.whole(actor, { within });
	for (const [actor, within] of [
		[consultant, 'centre'],
		[stepan, 'centre'],
		[official, 'centre'],
		[coordinator, 'authority'],
		[coordinator, 'network'],
		[official, 'network'],
		[{ ...coordinator, secondFactorAt: null }, 'centre']
	] as const)
		expect(await refusalOf(read(actor, within)), `${actor.id} ${within}`).toMatch(
			/^(not_allowed|second_factor_needed)$/
		);
	const { items } = await read(official, 'authority');
	expect(items.length).toBeGreaterThan(0);
	expect(items.every(({ by }) => by?.place?.slug === 'zhydachiv-rada')).toBe(true);
	expect((await read(otherOfficial, 'authority')).items).toEqual([]);
});

test('an administrator asks for an account by its login', async () => {
	const { app } = world;
	const of = (login: string) => app.log.whole(admin, { within: 'network', login, limit: 100 });
	const { items } = await of('iryna');
	expect(items.length).toBeGreaterThan(0);
	expect(items.every(({ about }) => about?.login === 'iryna')).toBe(true);
	expect((await of('consultant')).items.map(({ who }) => who?.login)).toEqual(['consultant']);
	expect(await refusalOf(of('nobody'))).toBe('not_found');
});

test('what the system does by the rules stands in the extract, sign-ins do not', async () => {
	const { app, storage } = world;
	await storage.write({ kind: 'system', job: 'retention' }, ({ emit }) =>
		Promise.resolve(
			emit({
				type: 'retention.ran',
				topic: null,
				kind: 'job',
				id: 'retention',
				version: 1,
				details: { sessions: 3 }
			})
		)
	);
	await app.sessions.start('consultant');
	const { items } = await app.log.extract(visitor, {});
	expect(items[0]).toMatchObject({ type: 'retention.ran', by: { role: 'system', place: null } });
	expect(items.map(({ type }) => type)).not.toContain('session.started');
});
