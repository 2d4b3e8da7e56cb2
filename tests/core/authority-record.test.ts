import { afterEach, beforeEach, expect, test } from 'vitest';
import { prose, report, signedBy } from '../support/reports.ts';
import { createWorld, type World } from '../support/world.ts';

const slug = 'zhydachiv-rada';
const visitor = { kind: 'visitor' } as const;
let world: World;

beforeEach(async () => {
	world = await createWorld();
});
afterEach(() => world.storage.close());

const record = () => world.app.authorities.record(visitor, { slug });

test('an authority with nothing closed has no figures, and none that could be mistaken for bad ones', async () => {
	await world.open();
	expect(await record()).toMatchObject({
		closed: 0,
		reports: { inTime: 0, late: 0, missing: 0, waiting: 0 },
		published: [],
		medianDays: null,
		averageTermDays: null,
		late: []
	});
});

test('a report that is late stands in red, and stays there when it has come', async () => {
	const { number } = await world.open();
	await world.write(world.olena, number);
	await world.write(world.stepan, number, { kind: 'opinion' });
	world.moveTo('2026-12-30T10:00:00Z');
	expect((await record()).reports).toEqual({ inTime: 0, late: 0, missing: 0, waiting: 1 });

	world.moveTo('2027-03-01T10:00:00Z');
	expect(await record()).toMatchObject({
		reports: { missing: 1, waiting: 0 },
		late: [{ number, reportedAt: null }]
	});
	await report(world, number);
	world.moveTo('2036-03-01T10:00:00Z');
	expect(await record()).toMatchObject({
		closed: 1,
		reports: { inTime: 0, late: 1, missing: 0 },
		published: [{ number, days: 69, late: true }],
		medianDays: 69,
		averageTermDays: 24,
		answers: { accepted: 1, noted: 1, not_accepted: 0 },
		channels: { online: 2, paper: 0 },
		late: [{ number }]
	});
});

test('an answer that its author disputes is counted until the authority has added to it', async () => {
	const { number } = await world.open();
	const { id } = await world.write(world.olena, number);
	world.moveTo('2026-12-30T10:00:00Z');
	await report(world, number);
	await world.app.answers.dispute(world.olena, {
		contributionId: id,
		text: 'Це відповідь на якесь інше запитання.'
	});
	expect(await record()).toMatchObject({
		reports: { inTime: 1 },
		late: [],
		disputes: 1,
		openDisputes: 1
	});
	await world.app.answers.supplement(world.official, {
		contributionId: id,
		text: 'Лавку поставимо до кінця квітня, коло входу.'
	});
	expect(await record()).toMatchObject({ disputes: 1, openDisputes: 0 });
	await world.app.reports.correct(world.official, {
		number,
		prose,
		signedBy,
		reason: 'Виправлено помилку в назві села.'
	});
	expect((await record()).answers.accepted).toBe(1);
});
