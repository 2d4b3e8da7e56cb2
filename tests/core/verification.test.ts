import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { comparedName, comparedTexts, isRnokpp } from '#core/verification/fingerprint.ts';
import { asksAdult, mergeSmall } from '#core/verification/model.ts';
import { atDesk, nowAs } from '../support/desk.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { account, addAccounts, createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
	world = await createWorld();
});
afterEach(() => world.storage.close());

const verify = (change: Parameters<typeof atDesk>[0] = {}, actor = world.consultant) =>
	world.app.verification.verify(actor, atDesk(change));

async function entries(action: string) {
	const { db, t } = world.storage;
	return db.select().from(t.auditEntries).where(eq(t.auditEntries.action, action));
}
const countOf = (table: 'persons' | 'fingerprints' | 'clashes' | 'accounts' | 'letters') =>
	world.storage.db.$count(world.storage.t[table]);

test('an account becomes that of a verified person, for two years, at its centre', async () => {
	const before = await nowAs(world.app, 'olena');
	expect(before.personId).toBeNull();
	const outcome = await verify({ login: ' Olena ' });
	expect(outcome).toMatchObject({
		outcome: 'verified',
		login: 'olena',
		renewed: false,
		card: null
	});
	const { value } = await world.app.sessions.start('olena');
	expect(await world.app.sessions.actorOf(value)).toMatchObject({
		personId: expect.any(String) as string
	});
	const own = await world.app.verification.own(world.olena, undefined);
	expect(own).toMatchObject({
		state: 'in_force',
		seen: { centre: { slug: 'cip-zhydachiv' }, evidence: 'residence_extract' },
		consents: [{ withdrawnAt: null }],
		revocations: []
	});
	expect(new Date(own.seen!.expiresAt).toISOString()).toBe('2028-11-24T10:00:00.000Z');
	expect(await entries('person.verified')).toMatchObject([
		{ actor: 'consultant', role: 'consultant', scopeId: 'cip-zhydachiv', aboutId: 'olena' }
	]);
	const notices = await world.app.notices.own(world.olena, {});
	expect(notices.items.map(({ kind }) => kind)).toEqual(['verified']);
});

test('open sessions are read anew at once, and go on', async () => {
	const { app } = world;
	const { value } = await app.sessions.start('olena');
	expect(await app.sessions.actorOf(value)).toMatchObject({ personId: null });
	await verify({ login: 'olena' });
	expect(await app.sessions.actorOf(value)).toMatchObject({
		personId: expect.any(String) as string
	});
});

test('whoever has no account gets one with a card in the same step; a retry shows the same card', async () => {
	const key = '2f1f8a52-0a3c-4e0e-9c54-50b5c3d5be11';
	const someone = { name: 'Олена К.', language: 'uk', key };
	const outcome = await verify(someone);
	if (outcome.outcome !== 'verified') throw new Error('a clash');
	expect(outcome.card).toMatch(/^([2-9a-z]{4}-){3}[2-9a-z]{4}$/);
	expect(await verify(someone)).toEqual(outcome);
	expect(await nowAs(world.app, outcome.login)).toMatchObject({
		name: 'Олена К.',
		areaId: 'teisariv',
		personId: expect.any(String) as string
	});
	expect(await entries('card.issued')).toHaveLength(1);
	const kept = JSON.stringify(await world.storage.db.select().from(world.storage.t.auditEntries));
	expect(kept).not.toContain(outcome.card!);
});

test('personal knowledge needs two witnesses, and everything that is missing is told at once', async () => {
	const witnessed = (witnesses: string[]) =>
		fieldErrorsOf(verify({ login: 'olena', evidence: 'personal_knowledge', witnesses }));
	expect(await witnessed(['first'])).toEqual(['witnesses: not_confirmed']);
	expect(await witnessed(['first', 'second'])).toEqual([]);
	const nothing = { evidence: '', surname: '', firstName: '’', birthDate: '', signed: false };
	expect(await fieldErrorsOf(verify({ login: 'iryna', ...nothing }))).toEqual([
		'evidence: required',
		'surname: required',
		'firstName: bad_characters',
		'birthDate: required',
		'signed: not_confirmed'
	]);
	expect(await fieldErrorsOf(verify({ login: 'nobody' }))).toEqual(['login: unknown_account']);
	const number = { login: 'iryna', rnokpp: '1234567890' };
	expect(await fieldErrorsOf(verify(number))).toEqual([
		'rnokpp: bad_tax_number',
		'rnokppConsent: not_confirmed'
	]);
});

test('nobody verifies themselves or colleagues; another centre does', async () => {
	expect(await codeOf(verify({ login: 'consultant' }))).toBe('not_allowed');
	expect(await fieldErrorsOf(verify({ login: 'coordinator' }))).toEqual(['login: own_centre']);
	expect(await codeOf(verify({ login: 'olena' }, world.strangers))).toBe('not_allowed');
	expect(await codeOf(verify({ login: 'olena', centreId: 'cip-turka' }))).toBe('not_allowed');
	const elsewhere = { login: 'coordinator', centreId: 'cip-turka', name: '' };
	expect(await codeOf(verify(elsewhere, world.strangers))).toBe('done');
	for (const actor of [world.official, world.olena])
		expect(await codeOf(verify({ login: 'iryna' }, actor))).toBe('not_allowed');
});

test('somebody with the same data at another centre is a clash: nothing is made, both centres are told', async () => {
	const { app, coordinator } = world;
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db
			.insert(t.contacts)
			.values({ accountId: 'coordinator', email: 'c@example.org', confirmedAt: now() })
	);
	await verify({ login: 'olena' });
	const accounts = await countOf('accounts');
	const again = { centreId: 'cip-turka', login: '', name: 'Хтось Інший', language: 'uk' };
	const clash = await verify({ ...again, surname: ' KОВАЛЬ' }, world.strangers);
	expect(clash).toEqual({
		outcome: 'clash',
		centre: {
			name: expect.objectContaining({ uk: 'Центр cip-zhydachiv' }) as object,
			phone: '+380 32 000-00-00'
		}
	});
	await verify(again, world.strangers);
	expect(await countOf('accounts')).toBe(accounts);
	expect(await countOf('clashes')).toBe(1);
	// By mail once, whoever gave an address.
	const letters = await world.storage.db.select().from(world.storage.t.letters);
	expect(letters).toMatchObject([{ kind: 'verification_clash', accountId: 'coordinator' }]);
	const turka = world.otherCoordinators['cip-turka']!;
	const [there] = await app.verification.clashes(turka, undefined);
	const [here] = await app.verification.clashes(coordinator, undefined);
	expect(here).toEqual(there);
	for (const one of [coordinator, turka])
		expect((await app.notices.own(one, {})).items.map(({ kind }) => kind)).toEqual([
			'verification_clash'
		]);
	const page = await app.verification.clashPage(turka, { id: here!.id });
	expect(page).toMatchObject({ verified: { login: 'olena' }, asked: null, outcome: null });
	expect(JSON.stringify(page)).not.toMatch(/Коваль|1961/);
	const others = app.verification.clashPage(world.otherCoordinators['cip-drohobych']!, here!);
	expect(await codeOf(others)).toBe('not_allowed');
});

test('two namesakes born on one day are both verified, when the coordinators have found out', async () => {
	const { app, coordinator } = world;
	await verify({ login: 'olena' });
	await verify({ login: 'iryna' });
	const [clash] = await app.verification.clashes(coordinator, undefined);
	const note = 'Дві різні жінки: обидва центри звірили документи.';
	const settle = { id: clash!.id, outcome: 'other_person', note };
	expect(
		await fieldErrorsOf(app.verification.settleClash(coordinator, { ...settle, note: '' }))
	).toEqual(['note: required']);
	await app.verification.settleClash(coordinator, settle);
	expect(await codeOf(app.verification.settleClash(coordinator, settle))).toBe('already_settled');
	expect(await verify({ login: 'iryna' })).toMatchObject({ outcome: 'verified', renewed: false });
	expect(await verify({ login: 'iryna' })).toMatchObject({ outcome: 'verified', renewed: true });
	expect(await verify({ login: 'elsewhere' })).toMatchObject({ outcome: 'clash' });
	expect(await countOf('clashes')).toBe(2);
});

test('the tax number finds the same person under another name, too', async () => {
	const rnokpp = { rnokpp: '2240000000', rnokppConsent: true };
	const digits = Array.from({ length: 10 }, (_, n) => `224000000${n}`).find(isRnokpp)!;
	await verify({ login: 'olena', ...rnokpp, rnokpp: digits });
	const married = { login: 'iryna', surname: 'Мельник', ...rnokpp, rnokpp: digits };
	expect(await verify(married)).toMatchObject({ outcome: 'clash' });
});

test('verified again before or after its end, it is the same person for two more years', async () => {
	await verify({ login: 'olena' });
	const { personId } = await nowAs(world.app, 'olena');
	world.moveTo('2028-01-10T10:00:00Z');
	expect(await verify({ login: 'olena' })).toMatchObject({ renewed: true });
	world.moveTo('2030-02-01T10:00:00Z');
	expect(await nowAs(world.app, 'olena')).toMatchObject({
		personId: null,
		formerPersonId: personId
	});
	expect(await verify({ login: 'olena', evidence: 'idp_certificate' })).toMatchObject({
		renewed: true
	});
	expect((await nowAs(world.app, 'olena')).personId).toBe(personId);
	expect(await countOf('fingerprints')).toBe(1);
	expect(await codeOf(verify({ login: 'olena', surname: 'Інша' }))).toBe('already_verified');
});

test('after its end somebody else’s account may become the person; before that it may not', async () => {
	await verify({ login: 'olena' });
	const { personId } = await nowAs(world.app, 'olena');
	expect(await verify({ login: 'iryna' })).toMatchObject({ outcome: 'clash' });
	await world.app.verification.endOwn(await nowAs(world.app, 'olena'), { confirmed: true });
	expect(await verify({ login: 'iryna' })).toMatchObject({ outcome: 'verified' });
	expect((await nowAs(world.app, 'iryna')).personId).toBe(personId);
	expect((await nowAs(world.app, 'olena')).personId).toBeNull();
});

test('a new key finds what the old ones made; an old one ends when nothing of it is left', async () => {
	const { app, storage } = world;
	await verify({ login: 'olena' });
	expect(storage.keys.rotateFingerprintKey()).toBe(2);
	expect(await verify({ login: 'iryna' })).toMatchObject({ outcome: 'clash' });
	await verify({ login: 'olena' });
	expect(await countOf('fingerprints')).toBe(2);
	const system = { kind: 'system', job: 'test' } as const;
	await app.verification.tellOfEnds(system, undefined);
	expect(storage.keys.fingerprints('')).toHaveLength(2);
	await storage.write(system, ({ db, t }) =>
		db.delete(t.fingerprints).where(eq(t.fingerprints.keyVersion, 1))
	);
	await app.verification.tellOfEnds(system, undefined);
	expect(storage.keys.fingerprints('').map(({ keyVersion }) => keyVersion)).toEqual([2]);
	expect(await verify({ login: 'iryna' })).toMatchObject({ outcome: 'clash' });
});

test('fifty consultants at once with the data of one person: one person, and everybody else is a clash', async () => {
	const { app, storage } = world;
	const residents = Array.from({ length: 50 }, (_, n) => account(`resident-${n}`));
	const staff = residents.map(({ id }) =>
		account(`staff-of-${id}`, {
			roles: [{ role: 'consultant', scope: 'centre', scopeId: 'cip-drohobych' }]
		})
	);
	await addAccounts(storage, [...residents, ...staff]);
	const before = await countOf('persons');
	const outcomes = await Promise.all(
		staff.map((actor, n) =>
			app.verification.verify(actor, atDesk({ centreId: 'cip-drohobych', login: `resident-${n}` }))
		)
	);
	expect(outcomes.filter(({ outcome }) => outcome === 'verified')).toHaveLength(1);
	expect((await countOf('persons')) - before).toBe(1);
	expect(await countOf('clashes')).toBe(49);
	expect(await entries('person.verified')).toHaveLength(1);
});

test('twenty a day, a search that found somebody else counted; the coordinator lets them do more, for that day', async () => {
	const { app, coordinator, consultant } = world;
	const nth = (n: number) =>
		verify({ name: `Житель ${n}`, language: 'uk', surname: `Житель${'а'.repeat(n + 1)}` });
	for (let n = 0; n < 19; n++) await nth(n);
	expect(await verify({ name: 'Хтось', language: 'uk', surname: 'Жительа' })).toMatchObject({
		outcome: 'clash'
	});
	expect(await codeOf(nth(20))).toBe('daily_limit');
	const release = {
		centreId: 'cip-zhydachiv',
		consultantId: 'consultant',
		extra: '1',
		reason: 'День у школі: прийдуть усі батьки.'
	};
	expect(await codeOf(app.verification.release(consultant, release))).toBe('not_allowed');
	const self = { ...release, consultantId: 'coordinator' };
	expect(await codeOf(app.verification.release(coordinator, self))).toBe('not_allowed');
	const strangers = { ...release, consultantId: 'stranger-consultant' };
	expect(await codeOf(app.verification.release(coordinator, strangers))).toBe('not_found');
	expect(
		await fieldErrorsOf(app.verification.release(coordinator, { ...release, extra: '1.5' }))
	).toEqual(['extra: not_a_number']);
	expect(await app.verification.release(coordinator, release)).toEqual({ limit: 21 });
	await nth(20);
	expect(await codeOf(nth(21))).toBe('daily_limit');
	const { consultants } = await app.verification.limits(coordinator, undefined);
	expect(consultants).toMatchObject([{ done: 21, limit: 21 }, { self: true }]);
	world.moveTo('2026-11-25T10:00:00Z');
	expect(await codeOf(nth(22))).toBe('done');
	expect(await entries('verification.released')).toMatchObject([
		{ role: 'coordinator', aboutId: 'consultant', details: { extra: 1 } }
	]);
});

test('a new card in person, at any centre, for somebody who compared; the old password goes on until it is used', async () => {
	const { app, strangers } = world;
	const ask = { centreId: 'cip-turka', login: 'olena', compared: true };
	expect(
		await fieldErrorsOf(app.verification.issueCard(strangers, { ...ask, compared: false }))
	).toEqual(['compared: not_confirmed']);
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db.insert(t.contacts).values({ accountId: 'olena', email: 'o@example.org', confirmedAt: now() })
	);
	const { value } = await app.sessions.start('olena');
	expect(await app.verification.account(strangers, ask)).toEqual({
		login: 'olena',
		name: 'Олена Коваль'
	});
	const { card } = await app.verification.issueCard(strangers, ask);
	expect(card).toMatch(/^[2-9a-z-]{19}$/);
	expect(await app.sessions.actorOf(value)).toMatchObject({ kind: 'account', id: 'olena' });
	expect(await entries('card.issued')).toMatchObject([{ scopeId: 'cip-turka', aboutId: 'olena' }]);
	expect(await countOf('letters')).toBe(1);
});

test('of a verification the centre’s coordinator sees all, a consultant the own ones, others none', async () => {
	const { app, coordinator, strangers } = world;
	for (let n = 0; n < 5; n++)
		await verify({ name: `Житель ${n}`, language: 'uk', surname: `Житель${'б'.repeat(n + 1)}` });
	const first = await app.verification.list(coordinator, { limit: 3 });
	const rest = await app.verification.list(coordinator, { limit: 3, cursor: first.next! });
	// One was verified before this test began.
	expect([...first.items, ...rest.items]).toHaveLength(6);
	expect(new Set([...first.items, ...rest.items].map(({ personId }) => personId)).size).toBe(6);
	expect((await app.verification.list(world.consultant, {})).items).toHaveLength(5);
	expect((await app.verification.list(strangers, {})).items).toEqual([]);
	const { login } = first.items[0]!;
	const found = await app.verification.list(coordinator, { login: ` ${login.toUpperCase()}` });
	expect(found.items).toEqual([first.items[0]]);
	expect(Object.keys(first.items[0]!).sort()).toEqual([
		'centre',
		'evidence',
		'expiresAt',
		'login',
		'name',
		'personId',
		'revocable',
		'state',
		'verifiedAt'
	]);
});

test('names are compared without case, apostrophes, hyphens and the alphabet of look-alike letters', () => {
	expect(comparedName("Мар'яна-Олена")).toBe(comparedName('МАР’ЯНА ОЛЕНА'));
	// Latin letters that look the same.
	expect(comparedName('Іванeнкo')).toBe(comparedName('Iваненко'));
	expect(comparedName('Łukasz')).toBe(comparedName('LUKASZ'));
	expect(comparedName('Їжакевич')).not.toBe(comparedName('Іжакевич'));
	expect(comparedName('Ґалаґан')).not.toBe(comparedName('Галаган'));
	const swap: Record<string, string> = {
		а: 'a',
		е: 'e',
		і: 'i',
		о: 'o',
		р: 'p',
		с: 'c',
		у: 'y',
		х: 'x'
	};
	const letters = fc.constantFrom(...'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя');
	const names = fc.array(letters, { minLength: 1, maxLength: 20 }).map((all) => all.join(''));
	fc.assert(
		fc.property(names, fc.infiniteStream(fc.boolean()), (name, coin) => {
			const flip = () => Boolean(coin.next().value);
			const typed = [...name]
				.map((letter) => (flip() ? (swap[letter] ?? letter) : letter))
				.map((letter) => (flip() ? letter.toUpperCase() : letter))
				.flatMap((letter) => (flip() ? [letter] : [letter, '’']))
				.join('');
			expect(comparedName(` ${typed}-`)).toBe(comparedName(name));
			expect(comparedName(comparedName(name))).toBe(comparedName(name));
		})
	);
	fc.assert(
		fc.property(names, names, (one, other) => {
			expect(comparedName(one) === comparedName(other)).toBe(one === other);
		})
	);
	const data = {
		surname: 'А',
		firstName: 'Б',
		patronymic: '',
		birthDate: '1990-01-01',
		hromadaId: 'h',
		rnokpp: ''
	};
	// What belongs to one name does not slide into the next.
	expect(comparedTexts({ ...data, surname: 'АБ', firstName: 'В' })).not.toEqual(
		comparedTexts({ ...data, surname: 'А', firstName: 'БВ' })
	);
});

test('it is asked whether somebody is of age only where rules in force ask for it, never in Poland', () => {
	const rules = (change: object) =>
		({ country: '*', activeFrom: '2026-01-01', forbiddenFields: [], ...change }) as never;
	const on = { country: 'UA', today: '2026-12-01' } as const;
	expect(asksAdult([rules({})], on)).toBe(false);
	expect(asksAdult([rules({ asksAdult: true })], on)).toBe(true);
	expect(asksAdult([rules({ asksAdult: true, activeFrom: null })], on)).toBe(false);
	expect(asksAdult([rules({ asksAdult: true, activeFrom: '2027-01-01' })], on)).toBe(false);
	const polish = rules({ country: 'PL', forbiddenFields: ['pesel', 'age', 'phone', 'email'] });
	expect(asksAdult([rules({ asksAdult: true }), polish], { ...on, country: 'PL' })).toBe(false);
});

test('in public figures cells under five are put together, so that none points at a person', () => {
	expect(mergeSmall({ a: 40, b: 3, c: 4 })).toEqual([
		{ kinds: ['a'], count: 40 },
		{ kinds: ['c', 'b'], count: 7 }
	]);
	expect(mergeSmall({ a: 40, b: 3 })).toEqual([{ kinds: ['a', 'b'], count: 43 }]);
	expect(mergeSmall({ a: 3, b: 1 })).toBeNull();
	expect(mergeSmall({ a: 0 })).toEqual([]);
	fc.assert(
		fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.nat(20)), (counts) => {
			const cells = mergeSmall(counts);
			const sum = Object.values(counts).reduce((total, one) => total + one, 0);
			if (cells === null) expect(sum).toBeLessThan(5);
			else {
				expect(cells.every(({ count }) => count >= 5)).toBe(true);
				expect(cells.reduce((total, { count }) => total + count, 0)).toBe(sum);
			}
		})
	);
});
