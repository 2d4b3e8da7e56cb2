import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor, Actor } from '#core/kernel/actor.ts';
import { report } from '../support/reports.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, day, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const text = 'Тут немає ні образи, ні реклами: я лише назвав ціну лавки.';
const reason = 'Ціна лавки стосується предмета; реклами тут немає.';

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
});
afterAll(() => world.storage.close());

interface Hidden {
	id: string;
	seq: number;
	decisionId: string;
	receipt: { number: string; code: string };
}

/** Something of Olena's that the centre hid. */
async function hidden(ground = 'M6_spam', words = 'Лавка коштує 5000 гривень.'): Promise<Hidden> {
	const { id, seq, receipt } = await world.write(world.olena, number, { text: words });
	const decision = await world.app.moderation.decide(world.consultant, {
		id,
		version: 1,
		action: 'hidden',
		ground,
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
	return { id, seq, receipt, decisionId: decision.id };
}

const appeal = (decisionId: string, actor: Actor = world.olena, code?: string) =>
	world.app.moderation.appeal(actor, { decisionId, text, code, address: '192.0.2.1' });
const shown = (seq: number) => world.app.contributions.bySeq(visitor, { number, seq });

async function drawn(id: string): Promise<{ centreId: string; coordinator: AccountActor }> {
	const { db, t } = world.storage;
	const rows = await db.select().from(t.appeals);
	const { centreId } = rows.find((row) => row.id === id)!;
	return { centreId, coordinator: world.otherCoordinators[centreId]! };
}

const decide = (actor: AccountActor, id: string, outcome: string, ground?: string) =>
	world.app.moderation.decideAppeal(actor, { id, outcome, reason, ground });

test('only the author appeals, by account or by the code of the receipt, and nobody else learns anything', async () => {
	const { decisionId, receipt } = await hidden();
	const neighbour = await hidden();
	for (const actor of [world.stepan, world.official, world.consultant, visitor])
		expect(await codeOf(appeal(decisionId, actor))).toBe('not_found');
	expect(await codeOf(appeal(decisionId, visitor, neighbour.receipt.code))).toBe('not_found');
	expect(await codeOf(appeal('nothing'))).toBe('not_found');
	expect(await codeOf(appeal(decisionId, visitor, receipt.code))).toBe('done');
	expect(await codeOf(appeal(neighbour.decisionId))).toBe('done');
});

test('codes are not guessed by appeals either', async () => {
	const { decisionId, receipt } = await hidden();
	const guess = (code: string) =>
		world.app.moderation.appeal(visitor, { decisionId, text, code, address: '192.0.2.99' });
	for (let n = 0; n < 10; n++) expect(await codeOf(guess(`AAAA-AA${10 + n}`))).toBe('not_found');
	expect(await codeOf(guess(receipt.code))).toBe('too_many_attempts');
	expect(await codeOf(appeal(decisionId, visitor, receipt.code))).toBe('done');
});

test('a decision is appealed once, and only while it stands', async () => {
	const { id, decisionId } = await hidden();
	expect(
		await fieldErrorsOf(
			world.app.moderation.appeal(world.olena, { decisionId, text: 'Не згоден.' })
		)
	).toEqual(['text: too_short']);
	await appeal(decisionId);
	expect(await codeOf(appeal(decisionId))).toBe('already_appealed');
	const second = await hidden();
	const decision = {
		id: second.id,
		version: 2,
		ground: 'M6_spam',
		reason: 'Помилилися самі, повертаємо.'
	};
	await world.app.moderation.decide(world.consultant, { ...decision, action: 'restored' });
	expect(await codeOf(appeal(second.decisionId))).toBe('already_appealed');
	expect(id).not.toBe(second.id);
});

test('a look at hidden words that changes nothing does not take their appeal away', async () => {
	const { id, seq, decisionId } = await hidden();
	const look = { id, version: 2, action: 'none', ground: 'M6_spam', reason };
	await world.app.moderation.decide(world.consultant, look);
	const made = await appeal(decisionId);
	await decide((await drawn(made.id)).coordinator, made.id, 'restored');
	expect((await shown(seq)).text).not.toBeNull();
});

test('words that their author takes back stay away, whatever an appeal brings', async () => {
	const { id, seq, decisionId } = await hidden();
	const made = await appeal(decisionId);
	await world.app.contributions.withdraw(world.olena, { id });
	await decide((await drawn(made.id)).coordinator, made.id, 'restored');
	expect(await shown(seq)).toMatchObject({ text: null, withdrawn: true });
});

test('it goes by lot to a centre in another raion, never twice running to the same', async () => {
	let last = '';
	for (let n = 0; n < 6; n++) {
		world.moveTo(new Date(world.now() + 1000).toISOString());
		const { decisionId } = await hidden();
		const { centreId } = await drawn((await appeal(decisionId)).id);
		expect(Object.keys(world.otherCoordinators)).toContain(centreId);
		expect(centreId).not.toBe(last);
		last = centreId;
	}
});

test('only a coordinator of the centre drawn decides: not the first centre, not its decider, no official', async () => {
	const { decisionId } = await hidden();
	const { id } = await appeal(decisionId);
	const { centreId, coordinator } = await drawn(id);
	const others = Object.entries(world.otherCoordinators)
		.filter(([one]) => one !== centreId)
		.map(([, one]) => one);
	const { consultant, coordinator: first, strangers, official, olena } = world;
	/** The decider, had they become coordinator there. */
	const decider = { ...consultant, roles: coordinator.roles };
	const author = { ...olena, roles: coordinator.roles };
	for (const actor of [...others, consultant, first, strangers, official, olena, decider, author]) {
		expect(await codeOf(decide(actor, id, 'restored'))).toBe('not_allowed');
		expect(await codeOf(world.app.moderation.appealPage(actor, { id }))).toBe('not_allowed');
	}
	const queue = await world.app.moderation.appeals(coordinator, undefined);
	expect(queue.map((one) => one.id)).toContain(id);
	expect(await world.app.moderation.appealPage(coordinator, { id })).toMatchObject({
		text,
		words: { text: 'Лавка коштує 5000 гривень.', visibility: 'hidden' },
		decision: { ground: 'M6_spam' }
	});
	expect(await codeOf(decide(coordinator, id, 'restored'))).toBe('done');
	expect(await codeOf(decide(coordinator, id, 'upheld'))).toBe('already_decided');
});

test('a restoration brings the words back to their place, in public and with its step', async () => {
	const { seq, decisionId } = await hidden('M6_spam', 'ПОВЕРНЕНЕСЛОВО на своєму місці.');
	const { id } = await appeal(decisionId);
	await decide((await drawn(id)).coordinator, id, 'restored');
	expect(await shown(seq)).toMatchObject({ text: 'ПОВЕРНЕНЕСЛОВО на своєму місці.', stub: null });
	const { course } = await world.app.consultations.page(visitor, { number });
	expect(course.filter((step) => 'seq' in step && step.seq === seq)).toMatchObject([
		{ step: 'moderated', action: 'hidden' },
		{ step: 'appealed' },
		{ step: 'appeal_decided', outcome: 'restored', bySilence: false }
	]);
	expect(JSON.stringify(course)).not.toMatch(/ПОВЕРНЕНЕСЛОВО|Коваль|olena/);
});

test('an appeal upheld leaves the words hidden, and a changed ground shows in the stub', async () => {
	const first = await hidden();
	const upheld = await appeal(first.decisionId);
	await decide((await drawn(upheld.id)).coordinator, upheld.id, 'upheld');
	expect(await shown(first.seq)).toMatchObject({ text: null, stub: { ground: 'M6_spam' } });
	const second = await hidden();
	const changed = await appeal(second.decisionId);
	const { coordinator } = await drawn(changed.id);
	expect(await fieldErrorsOf(decide(coordinator, changed.id, 'changed'))).toEqual([
		'ground: required'
	]);
	await decide(coordinator, changed.id, 'changed', 'M9_offtopic');
	expect(await shown(second.seq)).toMatchObject({ text: null, stub: { ground: 'M9_offtopic' } });
	const [statement] = await world.app.moderation.ownStatements(world.olena, {
		number,
		seq: second.seq
	});
	expect(statement).toMatchObject({
		ground: 'M6_spam',
		appeal: { outcome: 'changed', ground: 'M9_offtopic', reason }
	});
	expect(JSON.stringify(statement)).not.toContain('coordinator-');
});

test('a later decision stands, whatever becomes of an appeal against an earlier one', async () => {
	const { app, consultant, olena } = world;
	const { id, seq } = await world.write(olena, number, {
		text: 'Телефон сусіда 555-12, дзвоніть.'
	});
	const base = { id, ground: 'M4_privacy', reason: 'Чужий телефон без згоди людини.' };
	const redaction = { ...base, version: 1, action: 'redacted', fragment: '555-12' };
	const first = await app.moderation.decide(consultant, redaction);
	const made = await appeal(first.id);
	await app.moderation.decide(consultant, { ...base, version: 2, action: 'hidden' });
	await decide((await drawn(made.id)).coordinator, made.id, 'restored');
	expect((await shown(seq)).text).toBeNull();
});

test('silence restores when the term is over, but not M1 and M2', async () => {
	const system = { kind: 'system', job: 'test' } as const;
	await world.app.moderation.restoreOverdue(system, undefined);
	const ordinary = await hidden();
	const sealed = [await hidden('M1_security'), await hidden('M2_violence')];
	const { dueAt } = await appeal(ordinary.decisionId);
	for (const { decisionId } of sealed) await appeal(decisionId);
	// Three working days while the consultation is open (requirements §4.5).
	expect(new Date(dueAt).toISOString()).toBe('2026-12-04T22:00:00.000Z');
	const silent = () => world.app.moderation.restoreOverdue(system, undefined);
	world.moveTo(new Date(dueAt - 1).toISOString());
	await silent();
	expect((await shown(ordinary.seq)).text).toBeNull();
	world.moveTo(new Date(dueAt).toISOString());
	expect((await silent()).restored).toBeGreaterThan(0);
	expect(await silent()).toEqual({ restored: 0 });
	expect(await shown(ordinary.seq)).toMatchObject({ stub: null });
	for (const { seq } of sealed) expect((await shown(seq)).text).toBeNull();
	const { course } = await world.app.consultations.page(visitor, { number });
	expect(course.findLast((step) => 'seq' in step && step.seq === ordinary.seq)).toMatchObject({
		step: 'appeal_decided',
		bySilence: true
	});
	for (const actor of [visitor, world.olena, world.official, world.coordinator])
		expect(await codeOf(world.app.moderation.restoreOverdue(actor, undefined))).not.toBe('done');
});

test('after the report there are ten working days', async () => {
	const { decisionId } = await hidden();
	world.moveTo('2026-12-30T10:00:00Z');
	await report(world, number);
	const { dueAt } = await appeal(decisionId);
	expect(new Date(dueAt).toISOString()).toBe('2027-01-13T22:00:00.000Z');
});

test('six months after the decision it is too late', async () => {
	const other = await createWorld();
	const { number } = await other.open();
	const { id } = await other.write(other.olena, number);
	const decision = await other.app.moderation.decide(other.consultant, {
		id,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
	const late = () => other.app.moderation.appeal(other.olena, { decisionId: decision.id, text });
	other.moveTo('2027-06-01T10:00:00Z');
	other.moveTo(new Date(other.now() + day).toISOString());
	expect(await codeOf(late())).toBe('appeal_too_late');
	await other.storage.close();
});
