import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { answerAll, report } from '../support/reports.ts';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	for (const minute of Array.from({ length: 12 }, (_, place) => place)) {
		world.moveTo(new Date(Date.parse('2026-12-01T10:00:00Z') + minute * 60_000).toISOString());
		await world.write(world.olena, number, { kind: minute % 4 === 0 ? 'opinion' : 'proposal' });
	}
});
afterAll(() => world.storage.close());

const own = (fields: Parameters<World['app']['contributions']['allOwn']>[1] = {}) =>
	world.app.contributions.allOwn(world.olena, fields);
const seqs = async (fields = {}) => (await own(fields)).items.map((one) => one.contribution.seq);

test('what was heard of last stands first, and pages follow without gap or repeat', async () => {
	const { app, stepan, olena } = world;
	expect(await seqs()).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
	const [first] = (await app.contributions.list(visitor, { number, sort: 'old' })).items;
	world.moveTo('2026-12-02T10:00:00Z');
	const reply = (actor: AccountActor, contributionId: string) =>
		app.contributions.reply(actor, { contributionId, text: 'Маю що додати.' });
	await reply(stepan, first!.id);
	expect((await seqs())[0]).toBe(1);
	// One's own word is no news.
	const [, second] = (await app.contributions.list(visitor, { number, sort: 'old' })).items;
	await reply(olena, second!.id);
	expect((await seqs())[0]).toBe(1);
	const [page, next] = [await own(), await own({ cursor: (await own()).next! })];
	expect(next.next).toBeNull();
	const all = [...page.items, ...next.items].map((one) => one.contribution.seq);
	expect(all.toSorted((a, b) => a - b)).toEqual(
		Array.from({ length: 12 }, (_, place) => place + 1)
	);
});

test('a decision about the words, and what became of the appeal, stand beside them', async () => {
	const { app, consultant, olena } = world;
	const { items } = await app.contributions.list(visitor, { number, sort: 'old' });
	world.moveTo('2026-12-03T10:00:00Z');
	const { id } = await app.moderation.decide(consultant, {
		id: items[2]!.id,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
	await app.moderation.appeal(olena, {
		decisionId: id,
		text: 'Тут немає реклами, лише моя думка.'
	});
	const { items: hidden, counts } = await own({ filter: 'moderated' });
	expect(counts).toEqual({ all: 12, waiting: 9, answered: 0, moderated: 1 });
	expect(hidden).toMatchObject([
		{ contribution: { seq: 3 }, decided: [{ action: 'hidden', appeal: { outcome: null } }] }
	]);
});

test('answers, report and decision come with their day; then nothing waits', async () => {
	const { app, official } = world;
	world.moveTo('2027-01-10T10:00:00Z');
	await answerAll(world, number);
	expect((await own()).counts).toMatchObject({ waiting: 0, answered: 12 });
	world.moveTo('2027-01-25T10:00:00Z');
	await report(world, number);
	await app.reports.decide(official, {
		number,
		body: 'Жидачівська міська рада',
		decisionNumber: '12/7',
		decidedOn: '2027-01-25',
		title: 'Про затвердження Статуту громади',
		document: 'https://rada.example.org/statut.pdf',
		changes: [{ paragraphId: 'p1', before: 'Було', after: 'Стало', because: [2] }]
	});
	const one = (await own({ filter: 'answered', limit: 50 })).items.find(
		({ contribution }) => contribution.seq === 2
	)!;
	expect(one.decision).toMatchObject({ title: 'Про затвердження Статуту громади', changes: 1 });
	expect(one.consultation.phase).toBe('decided');
	expect(one.contribution.answer).not.toBeNull();
	expect(await codeOf(app.contributions.allOwn(visitor, {}))).toBe('not_signed_in');
});

test('the list of polls says where one voted, and never for what', async () => {
	const { app, stepan, iryna } = world;
	const other = await world.announced({ opensOn: '2027-02-01', closesOn: '2027-02-26' });
	world.moveTo('2027-02-02T10:00:00Z');
	const [poll, second] = (await app.consultations.page(visitor, { number: other.number })).polls;
	await app.polls.cast(stepan, { pollId: poll!.id, choice: { option: poll!.options[1]!.id } });
	await app.polls.cast(stepan, {
		pollId: second!.id,
		choice: { options: [second!.options[0]!.id] }
	});
	await app.polls.withdraw(stepan, { pollId: second!.id });
	const votes = await app.polls.own(stepan, undefined);
	expect(votes).toMatchObject([
		{ pollId: poll!.id, tier: 'verified', consultation: { number: other.number, phase: 'open' } }
	]);
	expect(JSON.stringify(votes)).not.toMatch(/option|choice/);
	expect(await app.polls.own(iryna, undefined)).toEqual([]);
});
