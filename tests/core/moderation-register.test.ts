import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
const reason = 'Те саме надіслано багато разів поспіль, без потреби.';
let world: World;
let number: string;

beforeEach(async () => {
	world = await createWorld();
	({ number } = await world.open());
});
afterEach(() => world.storage.close());

async function hide(ground: 'M5_insult' | 'M6_spam', text = 'Купуйте вікна.') {
	const { app, stepan, consultant } = world;
	const { id } = await world.write(stepan, number, { text });
	const { id: decisionId } = await app.moderation.decide(consultant, {
		id,
		version: 1,
		action: 'hidden',
		ground,
		reason
	});
	return decisionId;
}
const register = (filter: Parameters<typeof world.app.moderation.register>[1] = {}) =>
	world.app.moderation.register(visitor, filter);

test('every text that was hidden stands in the register, the latest first, by pages, without its words', async () => {
	await hide('M5_insult', 'Лайка.');
	world.moveTo('2026-12-02T10:00:00Z');
	await hide('M6_spam');
	const { items, next } = await register({ limit: 1 });
	expect(items).toEqual([
		{
			id: expect.any(String) as string,
			at: world.now(),
			action: 'hidden',
			ground: 'M6_spam',
			source: 'own_check',
			centre: { slug: 'cip-zhydachiv', town: expect.any(Object) as object },
			number,
			seq: 2,
			isReply: false,
			appeal: null
		}
	]);
	expect(await register({ cursor: next!, limit: 1 })).toMatchObject({
		items: [{ ground: 'M5_insult', seq: 1 }],
		next: null
	});
});

test('it is filtered by ground, centre, month and what came of an appeal; the figures count the same', async () => {
	await hide('M5_insult');
	world.moveTo('2026-12-01T11:00:00Z');
	const decisionId = await hide('M6_spam');
	await world.app.moderation.appeal(world.stepan, {
		decisionId,
		text: 'Це не реклама, а пропозиція замінити вікна.'
	});
	const found = async (filter: Parameters<typeof register>[0]) =>
		(await register(filter)).items.map(({ seq }) => seq);
	expect(await found({ ground: 'M5_insult' })).toEqual([1]);
	expect(await found({ centre: 'cip-turka' })).toEqual([]);
	expect(await found({ month: '2026-12' })).toEqual([2, 1]);
	expect(await found({ month: '2026-11' })).toEqual([]);
	expect(await found({ appeal: 'waiting' })).toEqual([2]);
	expect(await found({ appeal: 'restored' })).toEqual([]);

	const { moderation } = world.app;
	expect(await moderation.figures(visitor, { month: '2026-12' })).toMatchObject({
		decisions: 2,
		hidden: 2,
		byGround: [
			{ ground: 'M5_insult', count: 1 },
			{ ground: 'M6_spam', count: 1 }
		],
		byCentre: [{ centre: { slug: 'cip-zhydachiv' }, decisions: 2, overturned: 0 }],
		appeals: { waiting: 1, restored: 0 }
	});
	// Silence restores.
	world.moveTo('2026-12-20T10:00:00Z');
	await moderation.restoreOverdue({ kind: 'system', job: 'test' }, undefined);
	expect(await found({ appeal: 'restored' })).toEqual([2]);
	expect(await moderation.figures(visitor, { month: '2026-12' })).toMatchObject({
		byCentre: [{ overturned: 1 }],
		appeals: { waiting: 0, restored: 1 }
	});
	expect((await moderation.months(visitor, { count: 2 })).map(({ count }) => count)).toEqual([
		2, 0
	]);
	expect(await moderation.months(visitor, { centre: 'cip-turka', count: 1 })).toEqual([
		{ month: '2026-12', count: 0 }
	]);
});
