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

test('half of the decisions, nine in ten of them and those after the clock are told by month and centre', async () => {
	const { app, consultant, olena } = world;
	const began = world.now();
	const after = (hours: number) => world.moveTo(new Date(began + hours * 3_600_000).toISOString());
	const written = [];
	for (let n = 0; n < 10; n++)
		written.push(await world.write(olena, number, { text: `Купуйте вікна, № ${n}.` }));
	for (const [n, { id, version }] of written.entries()) {
		// The last one waits longer than the two days in which the centre looks at what is new.
		after(n === 9 ? 60 : n + 1);
		const given = { id, version, action: 'hidden', ground: 'M6_spam', reason };
		await app.moderation.decide(consultant, given);
	}
	const december = { month: '2026-12' };
	const decision = { count: 10, medianHours: 5, ninetiethHours: 9, late: 1 };
	const figures = (centre?: string) => app.moderation.figures(visitor, { ...december, centre });
	expect((await figures()).times).toEqual({ decision, appeal: null });
	expect((await figures('cip-turka')).times).toEqual({ decision: null, appeal: null });

	const [{ id: decisionId } = { id: '' }] = (await register()).items;
	await app.moderation.appeal(olena, { decisionId, text: 'Це пропозиція, а не реклама.' });
	after(60 + 20 * 24);
	await app.moderation.restoreOverdue({ kind: 'system', job: 'test' }, undefined);
	const [own, appeal] = await app.moderation.times(visitor, undefined);
	const rows = [own, appeal].map((one) => one?.kind).sort();
	expect(rows).toEqual(['appeal', 'decision']);
	expect((await figures()).times.appeal).toMatchObject({ count: 1, late: 1, medianHours: 480 });
});
