import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digitsAt, keepSecret, newSecret } from '#core/accounts/second-factor.ts';
import { createApp } from '#core/app.ts';
import type { AccountActor } from '#core/kernel/actor.ts';
import { erasuresInMemory } from '#storage/erasures.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { answerAll, report } from '../support/reports.ts';
import { addAccounts, createWorld, type World } from '../support/world.ts';

let world: World;
/** Open, and after its report. */
let [open, closed] = ['', ''];
const visitor = { kind: 'visitor' } as const;
const confirmed = (actor: AccountActor, fields = {}) => ({
	password: '',
	login: actor.id,
	totp: '',
	address: '192.0.2.1',
	...fields
});
const erase = (actor: AccountActor) => world.app.privacy.erase(actor, confirmed(actor));
const list = async (number: string) =>
	(await world.app.contributions.list(visitor, { number, sort: 'old' })).items;
const last = async <Row>(rows: Promise<Row[]>) => (await rows).at(-1);

beforeAll(async () => {
	world = await createWorld();
	const { app, olena, iryna, stepan, speaker } = world;
	({ number: closed } = await world.open());
	await world.write(olena, closed, { text: 'Додайте лавку біля школи.', display: 'name' });
	await world.write(iryna, closed, { kind: 'opinion', text: 'Мені це подобається.' });
	await world.write(speaker, closed, {
		text: 'Слухання потрібні щороку.',
		organisationId: undefined
	});
	const [first, second] = await list(closed);
	await app.contributions.reply(olena, {
		contributionId: second!.id,
		text: 'Мені теж.',
		display: 'name'
	});
	await app.contributions.support(olena, { contributionId: second!.id });
	await app.contributions.support(stepan, { contributionId: first!.id });
	world.moveTo('2027-01-10T10:00:00Z');
	await answerAll(world, closed);
	world.moveTo('2027-01-25T10:00:00Z');
	await report(world, closed);
	({ number: open } = await world.announced({ opensOn: '2027-02-01', closesOn: '2027-02-26' }));
	world.moveTo('2027-02-02T10:00:00Z');
	await world.write(olena, open, { text: 'Перша думка.', display: 'name' });
	const [own] = await list(open);
	await app.contributions.correct(olena, { id: own!.id, version: 1, text: 'Друга думка.' });
	await world.write(iryna, open, { text: 'Збудуйте міст.' });
	const other = (await list(open))[1]!;
	await app.contributions.reply(olena, { contributionId: other.id, text: 'Підтримую міст.' });
	await app.contributions.support(olena, { contributionId: other.id });
	await app.moderation.flag(olena, { id: other.id, ground: 'M6_spam', note: 'Це реклама.' });
	const [poll] = (await app.consultations.page(visitor, { number: open })).polls;
	for (const actor of [olena, stepan])
		await app.polls.cast(actor, { pollId: poll!.id, choice: { option: poll!.options[0]!.id } });
});
afterAll(() => world.storage.close());

test('an office has to be given back first, and whoever erases has to be its owner', async () => {
	const { app, official, olena } = world;
	expect(await codeOf(erase(official))).toBe('still_needed');
	expect(await codeOf(app.privacy.erase(visitor, confirmed(olena)))).toBe('not_signed_in');
	expect(
		await fieldErrorsOf(app.privacy.erase(olena, confirmed(olena, { login: 'stepan' })))
	).toEqual(['login: unknown_account']);
	expect(await app.privacy.erasure(olena, undefined)).toMatchObject({
		offices: 0,
		goes: 1,
		stays: 1,
		password: false,
		secondFactor: false
	});
});

test('guessing the confirmation is slowed as signing in is', async () => {
	const { app, elsewhere } = world;
	const guess = () => codeOf(app.privacy.erase(elsewhere, confirmed(elsewhere, { login: 'x' })));
	for (let n = 0; n < 5; n++) expect(await guess()).toBe('invalid_input');
	expect(await guess()).toBe('too_many_attempts');
});

test('a second factor is asked for as well, where there is one', async () => {
	const { app, elsewhere, storage } = world;
	const me = { ...elsewhere, id: 'careful', name: 'Обережна Людина' };
	await addAccounts(storage, [me]);
	const secret = newSecret();
	await storage.write({ kind: 'system', job: 'test' }, (writer) =>
		keepSecret(writer, me.id, secret, writer.now())
	);
	const attempt = (totp: string) =>
		app.privacy.erase(me, confirmed(me, { totp, address: '192.0.2.2' }));
	expect(await fieldErrorsOf(attempt(''))).toEqual(['totp: required']);
	expect(await fieldErrorsOf(attempt('000000'))).toEqual(['totp: wrong_code']);
	await attempt(digitsAt(secret, world.now()));
	const { db, t } = storage;
	expect(await db.select().from(t.secondFactors)).toEqual([]);
});

test('where letters are sent, a last one says that it is done', async () => {
	const { storage, elsewhere } = world;
	const me = { ...elsewhere, id: 'writes', name: 'Пише Листи' };
	await addAccounts(storage, [me]);
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db.insert(t.contacts).values({ accountId: me.id, email: 'me@home.example', confirmedAt: now() })
	);
	const options = { secure: false, demo: false, mail: true, holidaysAreWorkingDays: true };
	const app = await createApp(storage, options);
	await app.privacy.erase(me, confirmed(me));
	const { db, t } = storage;
	expect(await db.select().from(t.contacts)).toEqual([]);
	expect(await db.select().from(t.letters)).toMatchObject([{ kind: 'erased', accountId: null }]);
});

test('after it, words of an open consultation are gone and those of a closed one have no name', async () => {
	const { app, olena, stepan } = world;
	const before = await app.reports.page(visitor, { number: closed });
	const voices = async () =>
		(await app.reports.export(visitor, { number: closed })).map(({ voice, text }) => voice + text);
	const exported = await voices();
	await erase(olena);

	const [first] = await list(closed);
	expect(first).toMatchObject({
		text: 'Додайте лавку біля школи.',
		author: { as: 'withdrawn', tier: 'declared' },
		withdrawn: false,
		support: 1
	});
	const [reply] = await app.contributions.thread(visitor, { number: closed, seq: 2 });
	expect(reply).toMatchObject({ text: 'Мені теж.', author: { as: 'withdrawn' }, withdrawn: false });
	expect((await list(closed))[1]!.support).toBe(1);
	expect(await app.reports.page(visitor, { number: closed })).toEqual(before);
	expect(await voices()).toEqual(exported);

	const [gone, other] = await list(open);
	expect(gone).toMatchObject({ text: null, withdrawn: true, author: { as: 'withdrawn' } });
	expect(await app.contributions.versions(visitor, { number: open, seq: 1 })).toEqual([]);
	expect(other).toMatchObject({ support: 0, replies: 1 });
	const [stub] = await app.contributions.thread(visitor, { number: open, seq: 2 });
	expect(stub).toMatchObject({ text: null, withdrawn: true });
	const [poll] = (await app.consultations.page(visitor, { number: open })).polls;
	expect(poll!.participants).toEqual({ verified: 1, declared: 0 });
	expect((await app.polls.ownBallot(stepan, { pollId: poll!.id })).choice).not.toBeNull();
	// The centre still knows that somebody flagged it.
	const { db, t } = world.storage;
	expect(await last(db.select().from(t.flags))).toMatchObject({ accountId: null, note: '' });
	expect((await db.select().from(t.queueItems)).some(({ flags }) => flags === 1)).toBe(true);
});

test('nothing about the account is left, and nobody comes in with it', async () => {
	const { db, t } = world.storage;
	const [row] = await db.select().from(t.accounts).where(eq(t.accounts.id, 'olena'));
	expect(row).toMatchObject({ name: '', passwordHash: null, personId: null, areaId: 'oblast' });
	expect(row!.login).toMatch(/^erased-/);
	for (const table of [t.contacts, t.sessions, t.notices, t.consents, t.letters, t.supports])
		expect(await db.select().from(table).where(eq(table.accountId, 'olena'))).toEqual([]);
	const entries = (await db.select().from(t.auditEntries)).filter(
		({ action }) => action === 'account.erased'
	);
	expect(entries.length).toBeGreaterThan(0);
	for (const entry of entries)
		expect(entry).toMatchObject({ actor: 'system:erasure', objectId: '', aboutId: null });
});

test('whoever is gone is told nothing any more', async () => {
	const { app, stepan, storage } = world;
	const [first] = await list(closed);
	const { db, t } = storage;
	await app.moderation.decide(world.consultant, {
		id: first!.id,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
	expect(await db.$count(t.notices, eq(t.notices.accountId, 'olena'))).toBe(0);
	expect(await codeOf(app.contributions.support(stepan, { contributionId: first!.id }))).toBe(
		'not_found'
	);
});

test('open pages are told, and an old place in the log shows nothing of it', async () => {
	const topic = `c:${open}`;
	const events = await world.app.live.since(visitor, { topic, offset: 0, limit: 100 });
	expect(events.map(({ type }) => type)).toEqual(
		expect.arrayContaining(['contribution.erased', 'reply.erased', 'ballot.withdrawn'])
	);
	const replayed = JSON.stringify(await world.app.live.render(visitor, { events }));
	expect(replayed).not.toMatch(/думка|Підтримую|Коваль/);
});

test('a verified person can be verified again, as somebody new', async () => {
	const { stepan, storage } = world;
	const { db, t } = storage;
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.insert(t.fingerprints).values({ digest: 'digest', keyVersion: 1, personId: 'person-stepan' })
	);
	await erase(stepan);
	expect(await db.select().from(t.fingerprints)).toEqual([]);
	const [person] = await db.select().from(t.persons).where(eq(t.persons.id, 'person-stepan'));
	expect(person).toMatchObject({ areaId: 'oblast', adult: null, verifiedBy: null });
	const [poll] = (await world.app.consultations.page(visitor, { number: open })).polls;
	expect(poll!.participants).toEqual({ verified: 0, declared: 0 });
});

test('a statement of an organisation stays its own, without the name of who wrote it', async () => {
	const { app, storage, speaker } = world;
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.insert(t.representatives).values({ organisationId: 'spilka', accountId: speaker.id })
	);
	await world.write(speaker, open, { text: 'Заява спілки.', organisationId: 'spilka' });
	await erase(speaker);
	const statement = (await list(open)).at(-1);
	expect(statement).toMatchObject({
		text: 'Заява спілки.',
		author: { as: 'organisation', name: '' }
	});
	const { db, t } = storage;
	expect(await db.select().from(t.representatives)).toEqual([]);
	expect(JSON.stringify(await app.contributions.list(visitor, { number: open }))).not.toContain(
		'Гнатів'
	);
});

test('an older database brings nobody back', async () => {
	const { storage, iryna } = world;
	const erasures = erasuresInMemory();
	const options = { secure: false, demo: false, mail: false, holidaysAreWorkingDays: true };
	erasures.add(iryna.id);
	erasures.add('not-there-any-more');
	const { privacy } = await createApp(storage, { ...options, erasures });
	const job = { kind: 'system', job: 'erasure' } as const;
	expect(await privacy.eraseAgain(job, undefined)).toBe(1);
	expect((await list(open))[1]).toMatchObject({ text: null, withdrawn: true });
	expect(await privacy.eraseAgain(job, undefined)).toBe(0);
});
