import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import type { OrganisationRegistration } from '#core/organisations/commands/register.ts';
import { addRepresentative } from '#core/organisations/commands/representatives.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const seen = { kinds: ['letter', 'register_extract'], on: '2026-11-20', signedBy: 'Олена Коваль' };
const reason = 'У виписці стоїть інша назва, а лист підписала інша людина.';

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
});
afterAll(() => world.storage.close());

/** Valid numbers that nobody has: each registration of a test takes the next. */
const numbers = ['14360570', '00032129', '21673832', '31316718', '00032106', '10000010'];
const registration = (fields: Partial<OrganisationRegistration> = {}) => ({
	name: { uk: 'Спілка садівників', pl: '', en: 'Union of Gardeners' },
	language: 'uk' as const,
	country: 'UA',
	registerNumber: numbers[0]!,
	areaId: 'teisariv',
	post: 'голова правління',
	centreId: 'cip-zhydachiv',
	consent: true,
	...fields
});
const register = (actor: AccountActor, fields: Partial<OrganisationRegistration> = {}) =>
	world.app.organisations.register(actor, registration(fields));
const verified = async (actor: AccountActor, registerNumber: string) => {
	const { id } = await register(actor, { registerNumber });
	await world.app.organisations.verify(world.coordinator, { id, ...seen });
	return id;
};
/** The account as its next request finds it. */
async function again({ id }: AccountActor): Promise<AccountActor> {
	const { value } = await world.app.sessions.start(id);
	return (await world.app.sessions.actorOf(value)) as AccountActor;
}
const join = (organisationId: string, actor: AccountActor, post = 'секретарка') =>
	world.storage.write(actor, (writer) =>
		addRepresentative(writer, { organisationId, accountId: actor.id, post, invitedBy: 'olena' })
	);
const log = async (objectId: string) => {
	const { db, t } = world.storage;
	const rows = await db.select().from(t.auditEntries).where(eq(t.auditEntries.objectId, objectId));
	// The log keeps no order within one instant.
	return rows
		.map(({ action, actor, role, scopeId, reason }) => ({ action, actor, role, scopeId, reason }))
		.sort((a, b) => a.action.localeCompare(b.action));
};
const speak = (actor: AccountActor, organisationId: string) =>
	codeOf(world.write(actor, number, { organisationId }));

test('a registration says all that is wrong with it at once', async () => {
	const wrong = registration({
		name: { uk: ' ', pl: 'Zw', en: '' },
		country: 'DE',
		registerNumber: '14360571',
		areaId: 'stryi',
		post: '',
		centreId: 'nowhere',
		consent: false
	});
	expect(await fieldErrorsOf(world.app.organisations.register(world.olena, wrong))).toEqual([
		'name.uk: required',
		'name.pl: too_short',
		'country: not_a_choice',
		'registerNumber: bad_register_number',
		'areaId: unknown_place',
		'post: required',
		'centreId: not_a_choice',
		'consent: not_confirmed'
	]);
	expect(await fieldErrorsOf(register(world.olena, { registerNumber: 'DEMO-00000001' }))).toEqual([
		'registerNumber: bad_register_number'
	]);
});

test('visitors and those who hold an office register none', async () => {
	const { app, official, consultant, coordinator } = world;
	expect(await codeOf(app.organisations.register(visitor, registration()))).toBe('not_signed_in');
	for (const actor of [official, consultant, coordinator])
		expect(await codeOf(register(actor))).toBe('not_allowed');
});

test('an organisation speaks from the moment a coordinator has seen its letter, and not before', async () => {
	const { app, olena, iryna, coordinator } = world;
	const { id } = await register(olena);
	expect(await app.organisations.own(olena, undefined)).toMatchObject([
		{
			id,
			name: { uk: 'Спілка садівників', pl: 'Спілка садівників', en: 'Union of Gardeners' },
			status: 'pending',
			representatives: [{ self: true, post: 'голова правління' }]
		}
	]);
	expect((await again(olena)).organisationIds).toEqual([]);
	expect(await speak(await again(olena), id)).toBe('not_eligible');
	expect(await codeOf(app.organisations.page(visitor, { slug: 'ua-14360570' }))).toBe('not_found');
	// The same number again is refused, whoever asks and however it is spaced.
	expect(await codeOf(register(iryna, { registerNumber: '14 36 05 70' }))).toBe(
		'already_registered'
	);
	const { db, t } = world.storage;
	await world.storage.write(olena, (writer) =>
		writer.db
			.insert(t.contacts)
			.values({ accountId: olena.id, email: 'olena@example.org', confirmedAt: writer.now() })
	);
	await app.organisations.verify(coordinator, { id, ...seen });
	const letters = await db.select().from(t.letters);
	expect(letters).toMatchObject([{ kind: 'organisation_decided', accountId: 'olena' }]);
	expect((await again(olena)).organisationIds).toEqual([id]);
	expect(await speak(await again(olena), id)).toBe('done');
	const { items } = await app.contributions.list(visitor, { number });
	expect(items[0]).toMatchObject({
		author: {
			as: 'organisation',
			organisation: { uk: 'Спілка садівників' },
			name: 'Олена Коваль',
			slug: 'ua-14360570',
			tier: 'organisation'
		}
	});
});

test('each act leaves one entry, which says as what it was done and whom it concerns', async () => {
	const [one] = await world.app.organisations.own(world.olena, undefined);
	expect(await log(one!.id)).toEqual([
		{ action: 'organisation.registered', actor: 'olena', role: null, scopeId: null, reason: null },
		{
			action: 'organisation.verified',
			actor: 'coordinator',
			role: 'coordinator',
			scopeId: 'cip-zhydachiv',
			reason: null
		}
	]);
	const notices = await world.app.notices.own(world.olena, {});
	expect(notices.items.map(({ kind }) => kind)).toContain('organisation_decided');
});

test('only the coordinators of the centre that was chosen decide, and administrators', async () => {
	const { app, olena, iryna, consultant, otherCoordinators } = world;
	const { id } = await register(iryna, { registerNumber: numbers[1]! });
	const strangers = otherCoordinators['cip-turka']!;
	for (const actor of [olena, consultant])
		expect(await codeOf(app.organisations.verify(actor, { id, ...seen }))).toBe('not_allowed');
	expect(await codeOf(app.organisations.verify(strangers, { id, ...seen }))).toBe('not_found');
	expect(await codeOf(app.organisations.case(strangers, { id }))).toBe('not_found');
	expect((await app.organisations.atDesk(strangers, {})).waiting).toEqual([]);
	const admin: AccountActor = {
		...strangers,
		roles: [{ role: 'admin', scope: 'network', scopeId: '' }]
	};
	expect((await app.organisations.atDesk(admin, {})).waiting.map((one) => one.id)).toEqual([id]);
	expect(await codeOf(app.organisations.refuse(admin, { id, reason }))).toBe('done');
	expect(await codeOf(app.organisations.refuse(admin, { id, reason }))).toBe('already_settled');
	expect(await app.organisations.own(iryna, undefined)).toMatchObject([
		{ status: 'refused', refusal: reason }
	]);
});

test('what was seen is named with its date and who signed it, and the date has been', async () => {
	const { app, coordinator, iryna } = world;
	// One that was refused may try again, under its own name.
	const { id } = await register(iryna, { registerNumber: numbers[1]! });
	const nothing = { id, kinds: ['photo'], on: '2027-01-01', signedBy: '' };
	expect(await fieldErrorsOf(app.organisations.verify(coordinator, nothing))).toEqual([
		'kinds: required',
		'on: in_future',
		'signedBy: required'
	]);
	await app.organisations.verify(coordinator, { id, ...seen });
	expect(await app.organisations.case(coordinator, { id })).toMatchObject({
		status: 'verified',
		evidence: { kinds: ['register_extract', 'letter'], on: '2026-11-20' },
		representatives: [{ accountId: 'iryna' }],
		earlier: [{ name: 'Ірина Мельник' }]
	});
});

test('a second one is invited by a printed code; both speak and are shown by name', async () => {
	const { app, stepan } = world;
	const olena = await again(world.olena);
	const [organisationId] = olena.organisationIds as [string];
	const invitation = {
		organisationId,
		name: 'Степан Лишега',
		post: 'секретар',
		way: 'code',
		language: 'uk' as const,
		key: '0d5f5b3a-5b0e-4a5e-9b53-1f6a3d0f2c11'
	};
	const { code } = await app.organisations.invite(olena, invitation);
	expect(code).toMatch(/^(?:\w{4}-){3}\w{4}$/);
	// Nothing keeps the code: a retry does not tell it again.
	expect(await app.organisations.invite(olena, invitation)).toMatchObject({ code: null });
	expect(await app.organisations.own(olena, undefined)).toMatchObject([
		{ invitations: [{ name: 'Степан Лишега', byEmail: false }] }
	]);
	expect(await codeOf(app.organisations.invite(stepan, invitation))).toBe('not_allowed');
	await join(organisationId, stepan, 'секретар');
	expect(await codeOf(join(organisationId, stepan))).toBe('role_held');
	expect(await speak(await again(stepan), organisationId)).toBe('done');
	expect(await app.organisations.page(visitor, { slug: 'ua-14360570' })).toMatchObject({
		representatives: [
			{ name: 'Олена Коваль', post: 'голова правління' },
			{ name: 'Олена Коваль', post: 'секретар' }
		],
		centre: { slug: 'cip-zhydachiv' }
	});
	const told = (await app.notices.own(olena, {})).items.map(({ kind }) => kind);
	expect(told).toContain('representative_changed');
});

test('an invitation goes by letter to whom it names, and can be taken back', async () => {
	const { app } = world;
	const olena = await again(world.olena);
	const [organisationId] = olena.organisationIds as [string];
	const input = {
		organisationId,
		name: 'Марія',
		post: 'юристка',
		way: 'email',
		language: 'pl' as const
	};
	expect(
		await fieldErrorsOf(app.organisations.invite(olena, { ...input, email: 'maria@' }))
	).toEqual(['email: not_an_email']);
	const { id, code } = await app.organisations.invite(olena, {
		...input,
		email: 'Maria@Example.org'
	});
	expect(code).toBeNull();
	expect(await codeOf(app.organisations.withdrawInvitation(olena, { organisationId, id }))).toBe(
		'done'
	);
	expect(await codeOf(app.organisations.withdrawInvitation(olena, { organisationId, id }))).toBe(
		'not_found'
	);
});

test('nobody who holds an office becomes a representative, and none of what is not verified', async () => {
	const { elsewhere, consultant } = world;
	const [organisationId] = (await again(world.olena)).organisationIds as [string];
	expect(await codeOf(join(organisationId, consultant))).toBe('not_allowed');
	const { id } = await register(elsewhere, { registerNumber: numbers[2]! });
	expect(await codeOf(join(id, world.speaker))).toBe('organisation_not_verified');
});

test('a hidden field with the organisation of others is refused, in contributions, replies and marks', async () => {
	const { app, stepan, elsewhere } = world;
	const [mine] = (await again(stepan)).organisationIds as [string];
	expect(await speak(elsewhere, mine)).toBe('not_eligible');
	const [one] = (await app.contributions.list(visitor, { number })).items;
	const to = { contributionId: one!.id, organisationId: mine };
	expect(await codeOf(app.contributions.reply(elsewhere, { ...to, text: 'Згодні.' }))).toBe(
		'not_eligible'
	);
	expect(await codeOf(app.contributions.support(elsewhere, to))).toBe('not_eligible');
});

test('an organisation agrees once, apart from people, whoever of its representatives sends it', async () => {
	const { app } = world;
	const [olena, stepan] = [await again(world.olena), await again(world.stepan)];
	const [organisationId] = olena.organisationIds as [string];
	const { id: contributionId } = await world.write(world.iryna, number);
	const marks = async () => {
		const { items } = await app.contributions.list(visitor, { number });
		const { support, organisationSupport } = items.find(({ id }) => id === contributionId)!;
		return [support, organisationSupport];
	};
	await app.contributions.support(olena, { contributionId, organisationId });
	await app.contributions.support(stepan, { contributionId, organisationId });
	expect(await marks()).toEqual([0, 1]);
	await app.contributions.support(stepan, { contributionId });
	expect(await marks()).toEqual([1, 1]);
	await app.contributions.withdrawSupport(olena, { contributionId });
	expect(await marks()).toEqual([1, 0]);
});

test('whoever represents an organisation votes as a resident, once', async () => {
	const { app } = world;
	const page = await app.consultations.page(visitor, { number });
	const stepan = await again(world.stepan);
	const poll = page.polls[0]!;
	await app.polls.cast(stepan, {
		pollId: poll.id,
		choice: { option: poll.options[0]!.id },
		key: '0d5f5b3a-5b0e-4a5e-9b53-1f6a3d0f2c12'
	});
	const { polls } = await app.consultations.page(visitor, { number });
	expect(JSON.stringify(polls)).not.toContain('organisation');
});

test('whoever has left cannot speak, correct or withdraw in its name in the next request', async () => {
	const { app, stepan } = world;
	const [organisationId] = (await again(stepan)).organisationIds as [string];
	const written = await world.write(await again(stepan), number, { organisationId });
	const correct = (actor: AccountActor) =>
		codeOf(
			app.contributions.correct(actor, {
				id: written.id,
				version: 1,
				text: 'Додайте дві лавки біля центру.'
			})
		);
	await app.organisations.leave(stepan, { organisationId });
	const gone = await again(stepan);
	expect(gone.organisationIds).toEqual([]);
	expect(await speak(gone, organisationId)).toBe('not_eligible');
	expect(await correct(gone)).toBe('not_found');
	expect(await codeOf(app.contributions.withdraw(gone, { id: written.id }))).toBe('not_found');
	const seq = written.seq;
	expect(await app.contributions.own(gone, { number, seq })).toMatchObject({
		open: false,
		correctable: false
	});
	expect(await codeOf(app.organisations.leave(gone, { organisationId }))).toBe('not_found');
	const { db, t } = world.storage;
	const ended = await db.select().from(t.endedRoles).where(eq(t.endedRoles.accountId, 'stepan'));
	expect(ended).toMatchObject([
		{ role: 'representative', scopeId: organisationId, grantedBy: 'olena', endedBy: 'stepan' }
	]);
});

test('a session that is open already notices at once', async () => {
	const { app, stepan } = world;
	const [organisationId] = (await again(world.olena)).organisationIds as [string];
	await join(organisationId, stepan);
	const { value } = await app.sessions.start(stepan.id);
	const now = async () => ((await app.sessions.actorOf(value)) as AccountActor).organisationIds;
	expect(await now()).toEqual([organisationId]);
	await app.organisations.removeRepresentative(world.coordinator, {
		id: organisationId,
		accountId: stepan.id,
		reason
	});
	expect(await now()).toEqual([]);
	expect(await log(organisationId)).toContainEqual({
		action: 'representative.left',
		actor: 'coordinator',
		role: 'coordinator',
		scopeId: 'cip-zhydachiv',
		reason
	});
});

test('what an organisation said stays on its page, hidden words as a stub', async () => {
	const { app, consultant } = world;
	const { items } = await app.organisations.statements(visitor, { slug: 'ua-14360570' });
	expect(items).toHaveLength(3);
	expect(items[0]).toMatchObject({ about: { number, phase: 'open' }, answer: null });
	await app.moderation.decide(consultant, {
		id: items[0]!.id,
		version: items[0]!.version,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Це реклама, а не пропозиція щодо статуту громади.'
	});
	const first = await app.organisations.statements(visitor, { slug: 'ua-14360570', limit: 1 });
	expect(first.items[0]).toMatchObject({ text: null, stub: { ground: 'M6_spam' } });
	const rest = await app.organisations.statements(visitor, {
		slug: 'ua-14360570',
		cursor: first.next!
	});
	expect(rest).toMatchObject({ items: [{ id: items[1]!.id }, { id: items[2]!.id }], next: null });
});

test('when the last one leaves, the organisation has ended; its page says so and stays', async () => {
	const { app, olena } = world;
	const [organisationId] = (await again(olena)).organisationIds as [string];
	await app.organisations.leave(olena, { organisationId });
	expect((await log(organisationId)).map(({ action }) => action)).toEqual([
		'organisation.ended',
		'organisation.registered',
		'organisation.verified',
		'representative.left',
		'representative.left',
		'representative.left'
	]);
	expect(await app.organisations.page(visitor, { slug: 'ua-14360570' })).toMatchObject({
		endedAt: world.now(),
		representatives: []
	});
	expect((await app.organisations.list(visitor, { q: '14360570' })).items).toEqual([]);
});

test('one that has ended is registered again under the name by which it spoke', async () => {
	const { app, iryna, coordinator } = world;
	const { id } = await register(iryna, {
		name: { uk: 'Зовсім інша назва', pl: '', en: '' },
		registerNumber: numbers[0]!
	});
	expect(await codeOf(app.organisations.page(visitor, { slug: 'ua-14360570' }))).toBe('not_found');
	await app.organisations.verify(coordinator, { id, ...seen });
	expect(await app.organisations.page(visitor, { slug: 'ua-14360570' })).toMatchObject({
		name: { uk: 'Спілка садівників' },
		endedAt: null
	});
	await app.organisations.end(coordinator, { id, reason });
	expect((await again(iryna)).organisationIds).not.toContain(id);
});

test('the list goes on by keys and is narrowed by words, country and place', async () => {
	const { app, elsewhere, coordinator } = world;
	await verified(elsewhere, numbers[3]!);
	const { id } = await register(elsewhere, {
		name: { uk: 'Автоклуб Турки', pl: '', en: '' },
		registerNumber: '0000123456',
		country: 'PL',
		areaId: 'turka'
	});
	await app.organisations.verify(coordinator, { id, ...seen });
	const names = async (filter: Parameters<typeof app.organisations.list>[1]) =>
		(await app.organisations.list(visitor, filter)).items.map(({ name }) => name.uk);
	const all = await names({});
	const gardeners = Array(3).fill('Спілка садівників') as string[];
	expect(all).toEqual(['Спілка пасічників', 'Автоклуб Турки', ...gardeners.slice(1)]);
	const walked: string[] = [];
	let cursor: string | undefined;
	do {
		const page = await app.organisations.list(visitor, { limit: 1, cursor });
		walked.push(...page.items.map(({ name }) => name.uk));
		cursor = page.next ?? undefined;
	} while (cursor !== undefined);
	expect(walked).toEqual(all);
	expect(await names({ q: 'АВТО' })).toEqual(['Автоклуб Турки']);
	expect(await names({ q: '31316718' })).toEqual(['Спілка садівників']);
	expect(await names({ country: 'PL' })).toEqual(['Автоклуб Турки']);
	expect(await names({ areaId: 'sambir' })).toEqual(['Автоклуб Турки']);
	expect(await names({ areaId: 'oblast' })).toEqual(all);
	expect(await names({ areaId: 'drohobych' })).toEqual([]);
});

test('organisations are a filter, and one voice in the figures, whoever wrote', async () => {
	const { app, official } = world;
	const { items } = await app.contributions.list(visitor, { number, organisations: true });
	expect(items).toHaveLength(3);
	expect(items.every(({ author }) => author.as === 'organisation')).toBe(true);
	world.moveTo('2027-01-10T10:00:00Z');
	const draft = await app.reports.draft(official, { number });
	expect(draft.figures.tiers.organisation).toEqual({ texts: 3, people: 1 });
});
