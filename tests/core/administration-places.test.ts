import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { administered, invite, reason } from '../support/administrators.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';

describe('a suspended account', () => {
	test('has no session from then on, and is told why', async () => {
		const world = await administered('one');
		const { app, storage } = world;
		const cookie = await app.sessions.start('official', { secondFactorAt: world.now() });
		const whose = async () => (await app.sessions.actorOf(cookie.value)).kind;
		expect(await whose()).toBe('account');
		await app.administration.suspend(world.admins[0]!, { accountId: 'official', reason });
		expect(await whose()).toBe('visitor');
		const { db, t } = storage;
		const about = and(
			eq(t.auditEntries.aboutId, 'official'),
			eq(t.auditEntries.action, 'account.suspended')
		);
		const entries = await db.select().from(t.auditEntries).where(about);
		expect(entries).toMatchObject([{ actor: 'one', role: 'admin', reason }]);
		await app.administration.resume(world.admins[0]!, { accountId: 'official', reason });
		expect(
			await codeOf(app.administration.resume(world.admins[0]!, { accountId: 'official', reason }))
		).toBe('already_settled');
	});

	test('found by its e-mail address leaves a reading of contact data in the log', async () => {
		const world = await administered('one');
		const { app, storage } = world;
		await storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
			db
				.insert(t.contacts)
				.values({ accountId: 'olena', email: 'olena@example.org', confirmedAt: now() })
		);
		const { db, t } = storage;
		const readings = () => db.$count(t.auditEntries, eq(t.auditEntries.action, 'contact.read'));
		const find = (q: string) => app.administration.findAccount(world.admins[0]!, { q });
		expect(await find('olena')).toEqual({ id: 'olena' });
		expect(await find('nobody@example.org')).toBeNull();
		expect(await readings()).toBe(0);
		expect(await find(' Olena@Example.org ')).toEqual({ id: 'olena' });
		expect(await readings()).toBe(1);
	});
});

describe('places', () => {
	const names = (name: string) => ({ uk: name, pl: name, en: name });
	const typed = {
		kind: 'hromada_council',
		areaId: 'drohobych-hromada',
		name: { uk: 'Дрогобицька міська рада', pl: 'Rada w Drohobyczu', en: 'Drohobych Council' },
		code: 'drh',
		hostCentreId: 'cip-drohobych',
		profileId: 'viche-standard',
		address: 'площа Ринок, 1',
		email: 'rada@example.org',
		phone: '+380 32 000-00-02',
		site: '',
		decidingBody: 'сесія',
		localRule: { title: '', number: '', link: '', minOpenDays: '' }
	};

	test('an authority takes its place in the Ukrainian order, with a code that no other has', async () => {
		const world = await administered('one');
		const [admin] = world.admins;
		const { authorities } = world.app;
		expect(await fieldErrorsOf(authorities.create(admin!, { ...typed, code: 'zhd' }))).toEqual([
			'code: taken'
		]);
		expect(
			await fieldErrorsOf(authorities.create(admin!, { ...typed, hostCentreId: 'cip-turka' }))
		).toEqual(['hostCentreId: not_a_choice']);
		for (const email of ['rada@example', 'rada@example.org\r\nBcc: all@example.org'])
			expect(await fieldErrorsOf(authorities.create(admin!, { ...typed, email }))).toEqual([
				'email: not_an_email'
			]);
		expect(await authorities.create(admin!, typed)).toEqual({ slug: 'drohobych-council' });
		const { items } = await authorities.list({ kind: 'visitor' }, {});
		expect(items.map(({ code }) => code)).toEqual(['DRH', 'ZHD', 'TUR']);
		expect(items.map(({ rank }) => rank)).toEqual([0, 1, 2]);
	});

	test('an authority does not get as its host a centre where its official works', async () => {
		const world = await administered('one');
		const [admin] = world.admins;
		const { slug } = await world.app.authorities.create(admin!, typed);
		const revised = { ...typed, slug };
		const { db, t } = world.storage;
		const [made] = await db.select().from(t.authorities).where(eq(t.authorities.slug, slug));
		await world.storage.write({ kind: 'system', job: 'test' }, async ({ db, t, now }) => {
			await db.insert(t.roles).values([
				{
					accountId: 'olena',
					role: 'official',
					scope: 'authority',
					scopeId: made!.id,
					since: now()
				},
				{
					accountId: 'olena',
					role: 'consultant',
					scope: 'centre',
					scopeId: 'cip-drohobych',
					since: now()
				}
			]);
		});
		expect(await codeOf(world.app.authorities.revise(admin!, revised))).toBe('conflict_of_roles');
	});

	test('staff keep the hours of their own centre, and only those', async () => {
		const world = await administered();
		const contact = {
			address: 'вул. Нова, 2',
			phone: '+380 32 000-00-03',
			hours: [
				{ from: '9.30', to: '17:00' },
				{ from: '', to: '' },
				{ from: '10:00', to: '' }
			]
		};
		const revise = (slug: string) =>
			world.app.centres.revise(world.consultant, { ...contact, slug, version: 1 });
		expect(await fieldErrorsOf(revise('cip-zhydachiv'))).toEqual(['hours.3.from: bad_hours']);
		contact.hours.pop();
		expect(await codeOf(revise('cip-turka'))).toBe('not_allowed');
		await revise('cip-zhydachiv');
		expect(await codeOf(revise('cip-zhydachiv'))).toBe('version_conflict');
		const page = await world.app.centres.page({ kind: 'visitor' }, { slug: 'cip-zhydachiv' });
		expect(page).toMatchObject({
			address: 'вул. Нова, 2',
			hours: [{ day: 1, from: '09:30', to: '17:00' }]
		});
	});

	test('a centre stands in a settlement and serves at first the hromada around it', async () => {
		const world = await administered('one');
		const { slug } = await world.app.centres.create(world.admins[0]!, {
			areaId: 'turka',
			name: names('Другий центр'),
			host: names('Школа'),
			address: 'вул. Шкільна, 1',
			phone: '+380 32 000-00-04',
			hours: [{ from: '10:00', to: '18:00' }]
		});
		const page = await world.app.centres.page({ kind: 'visitor' }, { slug });
		expect(page).toMatchObject({ areaId: 'turka-hromada', raionId: 'sambir' });
		expect(page.serves.map(({ id }) => id)).toEqual(['turka-hromada']);
	});
});

test('who holds what comes page by page, each role once', async () => {
	const world = await administered('one', 'two');
	const found: string[] = [];
	let cursor: string | undefined;
	do {
		const page = await world.app.administration.roles(world.admins[0]!, { limit: 2, cursor });
		found.push(...page.items.map(({ accountId, role }) => `${accountId} ${role}`));
		cursor = page.next ?? undefined;
	} while (cursor);
	const { db, t } = world.storage;
	expect(found).toHaveLength(await db.$count(t.roles));
	expect(new Set(found).size).toBe(found.length);
	const { items } = await world.app.administration.roles(world.admins[0]!, {
		role: 'official',
		scopeId: 'turka-rada'
	});
	expect(items).toMatchObject([{ accountId: 'other-official' }]);
});

test('only administrators administer, only with their second factor', async () => {
	const { app, official, coordinator, olena, admins } = await administered('one', 'two');
	for (const actor of [official, coordinator, olena]) {
		expect(await codeOf(app.administration.overview(actor, undefined))).toBe('not_allowed');
		const change = invite('official', 'zhydachiv-rada');
		expect(await codeOf(app.administration.propose(actor, { change, reason }))).toBe('not_allowed');
	}
	const without = { ...admins[0]!, secondFactorAt: null };
	expect(await codeOf(app.administration.overview(without, undefined))).toBe(
		'second_factor_needed'
	);
});
