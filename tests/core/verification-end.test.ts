import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetExpiredPersons } from '#core/verification/commands/fingerprints.ts';
import { atDesk, nowAs } from '../support/desk.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
const system = { kind: 'system', job: 'test' } as const;
const reason = 'Виписка була чужа: на ній інше ім’я, ніж у документі.';
const text = 'Виписка моя: прізвище змінилося після шлюбу, я маю свідоцтво.';

beforeEach(async () => {
	world = await createWorld();
	await world.storage.write(system, ({ db, t, now }) =>
		db.insert(t.contacts).values([
			{ accountId: 'olena', email: 'olena@example.org', confirmedAt: now() },
			{ accountId: 'coordinator', email: 'coordinator@example.org', confirmedAt: now() }
		])
	);
});
afterEach(() => world.storage.close());

const verify = (login: string, change: Parameters<typeof atDesk>[0] = {}) =>
	world.app.verification.verify(world.consultant, atDesk({ login, ...change }));
const noticesOf = async (actor = world.olena) =>
	(await world.app.notices.own(actor, {})).items.map(({ kind }) => kind);
const ownOf = (actor = world.olena) => world.app.verification.own(actor, undefined);

async function lettersOf(accountId: string) {
	const { db, t } = world.storage;
	const rows = await db.select().from(t.letters).where(eq(t.letters.accountId, accountId));
	return rows.map(({ kind }) => kind);
}

async function revoked() {
	const { app, coordinator } = world;
	await verify('olena');
	const { items } = await app.verification.list(coordinator, {});
	const { personId } = items.find(({ login }) => login === 'olena')!;
	const { id } = await app.verification.revoke(coordinator, { personId, reason, confirmed: true });
	return { id, personId };
}

async function drawn(id: string) {
	const { db, t } = world.storage;
	const [row] = await db.select().from(t.revocations).where(eq(t.revocations.id, id));
	return world.otherCoordinators[row!.appealCentreId!]!;
}

test('a coordinator of the same centre takes it back with reasons; the person counts as declared at once and is told', async () => {
	const { app, coordinator, consultant } = world;
	await verify('olena');
	const { value } = await app.sessions.start('olena');
	expect(await app.sessions.actorOf(value)).toMatchObject({
		personId: expect.any(String) as string
	});
	const { items } = await app.verification.list(coordinator, {});
	const { personId, revocable } = items.find(({ login }) => login === 'olena')!;
	expect(revocable).toBe(true);
	const ask = { personId, reason, confirmed: true };
	expect(await codeOf(app.verification.revoke(consultant, ask))).toBe('not_allowed');
	const other = world.otherCoordinators['cip-turka']!;
	expect(await codeOf(app.verification.revoke(other, ask))).toBe('not_allowed');
	const short = { ...ask, reason: 'Помилка.', confirmed: false };
	expect(await fieldErrorsOf(app.verification.revoke(coordinator, short))).toEqual([
		'reason: too_short',
		'confirmed: not_confirmed'
	]);
	await app.verification.revoke(coordinator, ask);
	expect(await codeOf(app.verification.revoke(coordinator, ask))).toBe('not_found');
	expect(await app.sessions.actorOf(value)).toMatchObject({ kind: 'account', personId: null });
	expect(await ownOf()).toMatchObject({
		state: 'revoked',
		revocations: [{ reason, byOwnWish: false, appealable: true, appeal: null }]
	});
	expect(await noticesOf()).toContain('verification_revoked');
	expect((await lettersOf('olena')).sort()).toEqual(['verification_revoked', 'verified']);
	const { db, t } = world.storage;
	const entries = await db
		.select()
		.from(t.auditEntries)
		.where(eq(t.auditEntries.action, 'person.revoked'));
	expect(entries).toMatchObject([{ role: 'coordinator', aboutId: 'olena', reason }]);
});

test('an appeal goes to another raion by lot, and whoever was drawn gives the verification back', async () => {
	const { app, coordinator, iryna, olena } = world;
	const { id } = await revoked();
	expect(await codeOf(app.verification.appeal(iryna, { id, text }))).toBe('not_found');
	const { dueAt } = await app.verification.appeal(olena, { id, text });
	// Ten working days after Tuesday 24 November, to the end of that day in Kyiv.
	expect(new Date(dueAt).toISOString()).toBe('2026-12-08T22:00:00.000Z');
	expect(await codeOf(app.verification.appeal(olena, { id, text }))).toBe('already_appealed');
	const judge = await drawn(id);
	expect(await noticesOf(judge)).toEqual(['appeal_received']);
	expect(await app.verification.appeals(coordinator, undefined)).toEqual([]);
	expect(await app.verification.appeals(judge, undefined)).toMatchObject([{ id, dueAt }]);
	const page = await app.verification.appealPage(judge, { id });
	expect(page).toMatchObject({ reason, appealText: text });
	expect(JSON.stringify(page)).not.toMatch(/olena|Олена/);
	const decide = {
		id,
		outcome: 'restored',
		reason: 'Свідоцтво про шлюб пояснює різницю в прізвищі.'
	};
	expect(await codeOf(app.verification.decideAppeal(coordinator, decide))).toBe('not_allowed');
	await app.verification.decideAppeal(judge, decide);
	expect(await codeOf(app.verification.decideAppeal(judge, decide))).toBe('already_decided');
	expect(await ownOf()).toMatchObject({
		state: 'in_force',
		revocations: [{ appeal: { outcome: 'restored', reason: decide.reason } }]
	});
	expect((await nowAs(app, 'olena')).personId).not.toBeNull();
	expect(await noticesOf()).toContain('revocation_decided');
});

test('upheld it stays taken back; silence gives it back', async () => {
	const { app, olena } = world;
	const first = await revoked();
	await app.verification.appeal(olena, { id: first.id, text });
	await app.verification.decideAppeal(await drawn(first.id), {
		id: first.id,
		outcome: 'upheld',
		reason
	});
	expect(await ownOf()).toMatchObject({ state: 'revoked' });

	world.moveTo('2026-11-24T10:01:00Z');
	const second = await revoked();
	expect(second.personId).toBe(first.personId);
	await app.verification.appeal(olena, { id: second.id, text });
	world.moveTo('2026-12-08T21:59:59Z');
	expect(await app.verification.restoreSilentAppeals(system, undefined)).toEqual({ restored: 0 });
	world.moveTo('2026-12-08T22:00:00Z');
	expect(await app.verification.restoreSilentAppeals(system, undefined)).toEqual({ restored: 1 });
	expect(await app.verification.restoreSilentAppeals(system, undefined)).toEqual({ restored: 0 });
	expect(await ownOf()).toMatchObject({
		state: 'in_force',
		revocations: [
			{ appeal: { outcome: 'restored', reason: null } },
			{ appeal: { outcome: 'upheld' } }
		]
	});
});

test('whoever takes back what somebody else of the network verified there never decides about it', async () => {
	const { app, olena, storage } = world;
	// The same coordinator works at the one centre that can be drawn.
	await storage.write(system, async ({ db, t, now }) => {
		await db.delete(t.roles).where(eq(t.roles.accountId, 'turka-coordinator'));
		await db.delete(t.roles).where(eq(t.roles.accountId, 'drohobych-coordinator'));
		await db.insert(t.roles).values({
			accountId: 'coordinator',
			role: 'coordinator',
			scope: 'centre',
			scopeId: 'cip-turka',
			since: now()
		});
	});
	const { id } = await revoked();
	expect(await codeOf(app.verification.appeal(olena, { id, text }))).toBe('no_other_centre');
});

test('after six months nobody appeals, nor after being verified anew', async () => {
	const { app, olena } = world;
	const { id } = await revoked();
	await verify('olena');
	expect(await codeOf(app.verification.appeal(olena, { id, text }))).toBe('not_now');
	const again = await revoked();
	world.moveTo('2027-05-24T10:00:01Z');
	expect(await codeOf(app.verification.appeal(olena, { id: again.id, text }))).toBe(
		'appeal_too_late'
	);
});

test('whoever moves ends it themselves, and the consent with it; at the new place it begins anew', async () => {
	const { app } = world;
	await verify('olena');
	const actor = await nowAs(app, 'olena');
	expect(await fieldErrorsOf(app.verification.endOwn(actor, { confirmed: false }))).toEqual([
		'confirmed: not_confirmed'
	]);
	await app.verification.endOwn(actor, { confirmed: true });
	expect(await codeOf(app.verification.endOwn(actor, { confirmed: true }))).toBe('not_found');
	expect(await ownOf()).toMatchObject({
		state: 'revoked',
		consents: [{ withdrawnAt: expect.any(Number) as number }],
		revocations: [{ byOwnWish: true, appealable: false }]
	});
	const { revocations } = await ownOf();
	const appeal = app.verification.appeal(world.olena, { id: revocations[0]!.id, text });
	expect(await codeOf(appeal)).toBe('not_found');
	await verify('olena', { areaId: 'turka' });
	const moved = await nowAs(app, 'olena');
	expect(moved).toMatchObject({ areaId: 'turka', personId: actor.personId });
	// Nor does the old place give a second person.
	expect(await verify('iryna')).toMatchObject({ outcome: 'clash' });
});

test('thirty days before its end the person is told, once; afterwards the digests are forgotten', async () => {
	const { app, storage } = world;
	await verify('olena');
	const tell = () => app.verification.tellOfEnds(system, undefined);
	world.moveTo('2028-10-20T10:00:00Z');
	expect(await tell()).toEqual({ told: 0 });
	world.moveTo('2028-10-26T10:00:00Z');
	expect((await tell()).told).toBe(2);
	expect((await tell()).told).toBe(0);
	expect((await noticesOf()).filter((kind) => kind === 'verification_expires')).toHaveLength(1);
	expect(await lettersOf('olena')).toContain('verification_expires');
	const forget = () =>
		storage.write(system, (writer) => forgetExpiredPersons(writer, writer.now()));
	expect(await forget()).toBe(0);
	world.moveTo('2028-11-24T10:00:00Z');
	expect(await ownOf()).toMatchObject({ state: 'expired' });
	expect(await forget()).toBe(1);
	expect(await storage.db.$count(storage.t.fingerprints)).toBe(0);
	expect(await verify('olena')).toMatchObject({ outcome: 'verified', renewed: true });
	world.moveTo('2030-10-26T10:00:00Z');
	expect((await tell()).told).toBe(1);
});

test('what a coordinator took back is no way around: under another account it is a clash, until it is settled as a mistake', async () => {
	const { app, coordinator } = world;
	await revoked();
	expect(await verify('iryna')).toMatchObject({ outcome: 'clash' });
	const [clash] = await app.verification.clashes(coordinator, undefined);
	const note = 'Перше підтвердження записали на чужий обліковий запис.';
	await app.verification.settleClash(coordinator, { id: clash!.id, outcome: 'mistake', note });
	expect(await verify('iryna')).toMatchObject({ outcome: 'verified' });
});

test('the figures of a centre are public, without cells that point at somebody', async () => {
	const { app } = world;
	for (let n = 0; n < 6; n++)
		await verify('', {
			name: `Житель ${n}`,
			language: 'uk',
			surname: `Житель${'в'.repeat(n + 1)}`
		});
	await revoked();
	const figures = await app.verification.statistics({ kind: 'visitor' }, { slug: 'cip-zhydachiv' });
	expect(figures).toEqual({
		year: 2026,
		verified: 8,
		inForce: 7,
		byEvidence: [{ kinds: ['residence_extract'], count: 7 }],
		revoked: 1,
		clashesSettled: 0
	});
	const none = app.verification.statistics({ kind: 'visitor' }, { slug: 'nowhere' });
	expect(await codeOf(none)).toBe('not_found');
});
