import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { administered, type Administered } from '../support/administrators.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { account, addAccounts } from '../support/world.ts';

const some = (ties: { authorities?: string[]; centres?: string[]; organisations?: string[] }) => ({
	have: 'some',
	authorities: [],
	centres: [],
	organisations: [],
	note: '',
	...ties
});
const none = { ...some({}), have: 'none' };

/** A second consultant of the centre in Zhydachiv. */
async function colleague({ storage }: Administered): Promise<AccountActor> {
	const actor = account('colleague', {
		roles: [{ role: 'consultant', scope: 'centre', scopeId: 'cip-zhydachiv' }]
	});
	await addAccounts(storage, [actor]);
	return actor;
}

async function hidden(world: Administered, number: string, text: string) {
	const { id } = await world.write(world.olena, number, { text });
	return world.app.moderation.decide(world.consultant, {
		id,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
}
const appeal = (world: Administered, decisionId: string) =>
	world.app.moderation.appeal(world.olena, {
		decisionId,
		text: 'Тут немає реклами: я лише назвала ціну лавки.',
		address: '192.0.2.1'
	});

describe('a yearly declaration', () => {
	test('is due until it is made, and again after a year; that there are no ties is one as well', async () => {
		const world = await administered();
		const { app, consultant } = world;
		expect(await app.conflicts.due(consultant, undefined)).toBe(true);
		await app.conflicts.declare(consultant, { ...none, version: 0 });
		expect(await app.conflicts.due(consultant, undefined)).toBe(false);
		const stale = app.conflicts.declare(consultant, { ...none, version: 0 });
		expect(await codeOf(stale)).toBe('version_conflict');
		world.moveTo('2027-11-24T10:00:01Z');
		expect(await app.conflicts.due(consultant, undefined)).toBe(true);
	});

	test('names at least one tie, where there are any', async () => {
		const { app, consultant } = await administered();
		expect(await fieldErrorsOf(app.conflicts.declare(consultant, some({})))).toEqual([
			'have: not_a_choice'
		]);
		expect(
			await fieldErrorsOf(app.conflicts.declare(consultant, some({ authorities: ['nowhere'] })))
		).toEqual(['have: not_a_choice']);
	});

	test('drops nothing that somebody gave together with “none”', async () => {
		const { app, consultant } = await administered();
		const both = { ...some({ authorities: ['turka-rada'] }), note: 'Сестра працює в раді.' };
		expect(
			await fieldErrorsOf(app.conflicts.declare(consultant, { ...both, have: 'none' }))
		).toEqual(['have: ties_with_none', 'note: note_with_none']);
		await app.conflicts.declare(consultant, both);
		expect(await app.conflicts.own(consultant, undefined)).toMatchObject({
			declaration: { ties: [{ objectId: 'turka-rada', note: both.note }] }
		});
	});

	test('is read by the coordinator of the centre and by administrators, by nobody else', async () => {
		const { app, consultant, coordinator, strangers, official, admins } = await administered('one');
		await app.conflicts.declare(consultant, some({ authorities: ['turka-rada'] }));
		const own = await app.staff.conflicts(coordinator, undefined);
		expect(own.map(({ accountId }) => accountId)).toEqual(['consultant', 'coordinator']);
		expect(own[0]!.declaration!.ties).toMatchObject([{ objectId: 'turka-rada' }]);
		expect(await app.administration.conflicts(admins[0]!, undefined)).toHaveLength(5);
		for (const actor of [consultant, strangers, official])
			expect(await codeOf(app.staff.conflicts(actor, undefined))).toBe('not_allowed');
	});
});

describe('whoever declared ties', () => {
	test('with the authority is offered none of its cases, and decides none', async () => {
		const world = await administered();
		const { app, consultant } = world;
		const { number } = await world.open();
		const { id } = await world.write(world.olena, number);
		expect((await app.moderation.queue(consultant, {})).items).toHaveLength(1);
		await app.conflicts.declare(consultant, some({ authorities: ['zhydachiv-rada'] }));
		expect((await app.moderation.queue(consultant, {})).items).toEqual([]);
		const refused = 'conflict_of_interest';
		expect(await codeOf(app.moderation.item(consultant, { id }))).toBe(refused);
		expect(await codeOf(app.moderation.claim(consultant, { id }))).toBe(refused);
		const decision = {
			id,
			version: 1,
			action: 'hidden',
			ground: 'M6_spam',
			reason: 'Схоже на рекламу товару, а не на думку.'
		};
		expect(await codeOf(app.moderation.decide(consultant, decision))).toBe(refused);
		const kept = await app.moderation.keep(consultant, { items: [{ id, version: 1 }] });
		expect(kept).toEqual({ kept: 0, left: 1 });
		expect((await app.moderation.queue(world.coordinator, {})).items).toHaveLength(1);
	});

	test('with an organisation is not offered what was written in its name', async () => {
		const world = await administered();
		const { app, consultant } = world;
		const { number } = await world.open();
		await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
			db.insert(t.representatives).values({ organisationId: 'spilka', accountId: 'speaker' })
		);
		await world.write(world.speaker, number, { organisationId: 'spilka' });
		await world.write(world.olena, number);
		await app.conflicts.declare(consultant, some({ organisations: ['spilka'] }));
		const { items } = await app.moderation.queue(consultant, {});
		expect(items.map(({ seq }) => seq)).toEqual([2]);
	});

	test('as every coordinator of a centre, the lot leaves the centre out', async () => {
		const world = await administered();
		const { app, otherCoordinators } = world;
		const { number } = await world.open();
		const tied = otherCoordinators['cip-turka']!;
		await app.conflicts.declare(tied, some({ centres: ['cip-zhydachiv'] }));
		const { db, t } = world.storage;
		for (let n = 0; n < 6; n++) {
			const { id } = await hidden(world, number, `Лавка коштує ${n + 1}000 гривень.`);
			await appeal(world, id);
		}
		const drawn = await db.selectDistinct({ centreId: t.appeals.centreId }).from(t.appeals);
		expect(drawn).toEqual([{ centreId: 'cip-drohobych' }]);
	});
});

describe('"I know this person"', () => {
	test('gives the case back to the colleagues and is one entry in the log', async () => {
		const world = await administered('one');
		const { app, consultant } = world;
		const other = await colleague(world);
		const { number } = await world.open();
		const { id } = await world.write(world.olena, number);
		await app.moderation.claim(consultant, { id });
		await app.moderation.passOn(consultant, { id });
		expect((await app.moderation.queue(consultant, {})).items).toEqual([]);
		expect((await app.moderation.queue(other, {})).items).toMatchObject([{ claim: null }]);
		const { db, t } = world.storage;
		const entries = await db
			.select()
			.from(t.auditEntries)
			.where(eq(t.auditEntries.action, 'case.passed_on'));
		expect(entries).toMatchObject([{ actor: 'consultant', role: 'consultant', objectId: id }]);
		const shown = async () =>
			(await app.administration.overview(world.fresh(world.admins[0]!), undefined)).stranded;
		expect(await shown()).toEqual([]);
		await app.moderation.passOn(other, { id });
		await app.moderation.passOn(world.coordinator, { id });
		expect(await shown()).toEqual([{ number, seq: 1, centre: 'cip-zhydachiv' }]);
	});

	test('about an appeal draws another centre, where no coordinator is left', async () => {
		const world = await administered();
		const { app, otherCoordinators } = world;
		const { number } = await world.open();
		const decision = await hidden(world, number, 'Лавка коштує 5000 гривень.');
		const { id } = await appeal(world, decision.id);
		const { db, t } = world.storage;
		const centreOf = async () =>
			(await db.select().from(t.appeals).where(eq(t.appeals.id, id)))[0]!.centreId;
		const before = await centreOf();
		await app.moderation.passAppealOn(otherCoordinators[before]!, { id });
		const after = await centreOf();
		expect(after).not.toBe(before);
		expect(await app.moderation.appeals(otherCoordinators[before]!, undefined)).toEqual([]);
		expect(await app.moderation.appeals(otherCoordinators[after]!, undefined)).toHaveLength(1);
		expect(await codeOf(app.moderation.appealPage(otherCoordinators[before]!, { id }))).toBe(
			'not_allowed'
		);
		await app.moderation.passAppealOn(otherCoordinators[after]!, { id });
		expect(await centreOf()).toBe(after);
		expect(await app.moderation.appeals(otherCoordinators[after]!, undefined)).toEqual([]);
	});
});
