import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
let contributionId: string;
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	contributionId = (await world.write(world.olena, number)).id;
});
afterAll(() => world.storage.close());

const shown = async () =>
	(await world.app.contributions.bySeq(visitor, { number, seq: 1 })).support;

test('an account supports once, however often it is sent', async () => {
	const { app, stepan, iryna } = world;
	const support = () => app.contributions.support(stepan, { contributionId });
	expect(await Promise.all([support(), support(), support()])).toEqual(
		Array(3).fill({ support: 1 })
	);
	expect(await app.contributions.support(iryna, { contributionId })).toEqual({ support: 2 });
	expect(await shown()).toBe(2);
});

test('it is taken back, and a late retry of an earlier request does not bring it again', async () => {
	const { app, iryna } = world;
	const key = randomUUID();
	await app.contributions.withdrawSupport(iryna, { contributionId });
	await app.contributions.support(iryna, { contributionId, key });
	expect(await app.contributions.withdrawSupport(iryna, { contributionId })).toEqual({
		support: 1
	});
	expect(await app.contributions.withdrawSupport(iryna, { contributionId })).toEqual({
		support: 1
	});
	expect(await app.contributions.support(iryna, { contributionId, key })).toEqual({ support: 2 });
	expect(await shown()).toBe(1);
});

test('nobody supports their own words, and nobody in an office supports', async () => {
	const { app, olena, official, consultant, coordinator } = world;
	for (const actor of [olena, official, consultant, coordinator])
		expect(await codeOf(app.contributions.support(actor, { contributionId }))).toBe('not_eligible');
	expect(await codeOf(app.contributions.support(visitor, { contributionId }))).toBe(
		'not_signed_in'
	);
});

test('an account knows what it supports, a visitor supports nothing', async () => {
	const { app, stepan, iryna } = world;
	const asked = { contributionIds: [contributionId] };
	expect(await app.contributions.ownSupports(stepan, asked)).toEqual([contributionId]);
	expect(await app.contributions.ownSupports(iryna, asked)).toEqual([]);
	expect(await app.contributions.ownSupports(visitor, asked)).toEqual([]);
});

test('the most supported come first when that is asked for', async () => {
	const { app } = world;
	await world.write(world.iryna, number, { text: 'Пропозиція без підтримки.' });
	const { items } = await app.contributions.list(visitor, { number, sort: 'support' });
	expect(items.map(({ support }) => support)).toEqual([1, 0]);
});

test('what is hidden or taken back cannot be supported', async () => {
	const { app, iryna, stepan, consultant } = world;
	const hidden = await world.write(iryna, number, { text: 'Купуйте мед дешево!' });
	const decision = { version: 1, action: 'hidden', ground: 'M6_spam' };
	const reason = 'Реклама товару, не пропозиція до проєкту.';
	await app.moderation.decide(consultant, { id: hidden.id, ...decision, reason });
	const withdrawn = await world.write(iryna, number, { text: 'Передумаю згодом.' });
	await app.contributions.withdraw(iryna, { id: withdrawn.id });
	for (const { id } of [hidden, withdrawn])
		expect(await codeOf(app.contributions.support(stepan, { contributionId: id }))).toBe(
			'not_found'
		);
});

test('nothing is supported or taken back after closing', async () => {
	const { app, stepan, iryna } = world;
	world.moveTo('2026-12-22T22:00:00Z');
	expect(await codeOf(app.contributions.support(iryna, { contributionId }))).toBe(
		'consultation_not_open'
	);
	expect(await codeOf(app.contributions.withdrawSupport(stepan, { contributionId }))).toBe(
		'consultation_not_open'
	);
	expect(await shown()).toBe(1);
});
