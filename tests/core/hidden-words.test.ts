import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchedKinds } from '#core/search/model.ts';
import { prose, report, signedBy } from '../support/reports.ts';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
let planted: { id: string; seq: number };
let reply: { id: string };
const visitor = { kind: 'visitor' } as const;
const secret = /ПОСАДЖЕНЕ/;

beforeAll(async () => {
	world = await createWorld();
	const opened = await world.open();
	({ number } = opened);
	const { app, olena, stepan, consultant, official } = world;
	planted = await world.write(olena, number, { text: 'ПОСАДЖЕНЕ першим.', display: 'name' });
	await app.contributions.correct(olena, {
		id: planted.id,
		text: 'ПОСАДЖЕНЕ другим.',
		version: 1
	});
	const beside = await world.write(stepan, number, { text: 'Звичайна пропозиція.' });
	reply = await app.contributions.reply(stepan, {
		contributionId: beside.id,
		text: 'ПОСАДЖЕНЕ третім.'
	});
	const gone = await world.write(olena, number, { text: 'ПОСАДЖЕНЕ четвертим.' });
	await app.contributions.withdraw(olena, { id: gone.id });
	const redacted = await world.write(olena, number, { text: 'Слово ПОСАДЖЕНЕ п’ятим.' });
	const decision = { ground: 'M5_insult', reason: 'Образа людини, а не думка про проєкт.' };
	const hide = { ...decision, action: 'hidden' };
	await app.moderation.decide(consultant, { ...hide, id: planted.id, version: 2 });
	await app.moderation.decide(consultant, { ...hide, id: reply.id, version: 1 });
	const clarified = await app.contributions.reply(official, {
		contributionId: beside.id,
		text: 'ПОСАДЖЕНЕ шостим.'
	});
	await app.moderation.decide(consultant, { ...hide, id: clarified.id, version: 1 });
	const remark = await world.write(olena, number, {
		kind: 'remark',
		paragraphId: opened.paragraphs[0]!.id,
		text: 'ПОСАДЖЕНЕ сьомим.'
	});
	await app.moderation.decide(consultant, { ...hide, id: remark.id, version: 1 });
	await app.moderation.decide(consultant, {
		...decision,
		id: redacted.id,
		version: 1,
		action: 'redacted',
		fragment: 'ПОСАДЖЕНЕ'
	});
});
afterAll(() => world.storage.close());

/** By their words: of every kind there is. */
const everythingFound = (q: string) =>
	Promise.all(searchedKinds.map((kind) => world.app.search.page(visitor, { q, kind, lang: 'uk' })));

/** All that everybody may read of the consultation, by every query there is. */
async function everythingPublic(): Promise<string> {
	const { app, stepan } = world;
	const lists = [];
	for (const sort of ['new', 'old', 'support', 'unanswered'] as const)
		lists.push(await app.contributions.list(visitor, { number, sort }));
	const { items } = lists[0]!;
	const live = [];
	const topic = `c:${number}`;
	const { o } = (await app.consultations.page(visitor, { number })).cursor;
	for (let offset = 0; offset <= o; offset++) {
		const events = await app.live.since(visitor, { topic, offset, limit: 500 });
		live.push(await app.live.render(visitor, { events }));
	}
	const ones = [];
	for (const { seq } of items)
		ones.push(
			await app.contributions.bySeq(visitor, { number, seq }),
			await app.contributions.thread(visitor, { number, seq }),
			await app.contributions.versions(visitor, { number, seq })
		);
	return JSON.stringify([
		lists,
		live,
		ones,
		await app.contributions.clarifications(visitor, {
			contributionIds: items.map(({ id }) => id)
		}),
		await app.contributions.remarksBeside(visitor, { number }),
		await app.consultations.page(visitor, { number }),
		await app.consultations.list(visitor, { q: 'ПОСАДЖЕНЕ' }),
		await everythingFound('ПОСАДЖЕНЕ'),
		await everythingFound('звичайна пропозиція'),
		await app.consultations.front(visitor, undefined),
		await app.consultations.feed(visitor, {}),
		await app.authorities.page(visitor, { slug: 'zhydachiv-rada' }),
		await app.centres.page(visitor, { slug: 'cip-zhydachiv' }),
		await app.reports.export(visitor, { number }),
		await app.contributions.allOwn(stepan, {}),
		await app.notices.own(stepan, {})
	]);
}

test('what was hidden, taken out or taken back is nowhere public, from no offset either', async () => {
	const all = await everythingPublic();
	expect(all).toContain('Звичайна пропозиція');
	expect(all).not.toMatch(secret);
});

test('the search finds it no more than anything else does, and what was taken back neither', async () => {
	const counted = async (q: string) =>
		(await everythingFound(q)).map(({ items, counts }) => [items.length, counts.contribution]);
	expect((await counted('посаджене')).flat()).toEqual(Array(8).fill(0));
	// It finds the rest of what was redacted, and whatever nobody touched.
	expect((await counted('слово'))[2]).toEqual([1, 1]);
	expect((await counted('звичайні пропозиції'))[2]).toEqual([1, 1]);
});

test('its author still reads it, others are told that it is not there', async () => {
	const { app, olena, stepan } = world;
	const { seq } = planted;
	const own = await app.contributions.own(olena, { number, seq });
	expect(JSON.stringify(own)).toMatch(secret);
	for (const actor of [stepan, world.official, world.consultant, visitor]) {
		expect(await codeOf(app.contributions.own(actor, { number, seq }))).toBe(
			actor === visitor ? 'not_signed_in' : 'not_found'
		);
		expect(await codeOf(app.moderation.ownStatements(actor, { number, seq }))).toBe(
			actor === visitor ? 'not_signed_in' : 'not_found'
		);
	}
});

test('officials have no way to hide, change or take back a word: each is tried', async () => {
	const { app, official, stepan } = world;
	const victim = await world.write(stepan, number, { text: 'Голова обіцяв і не зробив.' });
	const { id } = victim;
	const decision = { id, version: 1, ground: 'M5_insult', reason: 'Не подобається нашому голові.' };
	const tried: Record<string, () => Promise<unknown>> = {
		claim: () => app.moderation.claim(official, { id }),
		item: () => app.moderation.item(official, { id }),
		keep: () => app.moderation.keep(official, { items: [{ id, version: 1 }] }),
		queue: () => app.moderation.queue(official, {}),
		appeals: () => app.moderation.appeals(official, undefined),
		appealPage: () => app.moderation.appealPage(official, { id }),
		decideAppeal: () =>
			app.moderation.decideAppeal(official, { id, outcome: 'upheld', reason: 'Так.' }),
		restoreOverdue: () => app.moderation.restoreOverdue(official, undefined),
		correct: () => app.contributions.correct(official, { id, text: 'Усе гаразд.', version: 1 }),
		withdraw: () => app.contributions.withdraw(official, { id }),
		enter: () =>
			app.contributions.enter(official, {
				number,
				channel: 'phone',
				kind: 'opinion',
				text: 'Усе гаразд.',
				name: 'Хтось',
				areaId: 'teisariv',
				display: 'resident',
				receivedOn: '2026-12-01',
				transcription: 'verbatim'
			})
	};
	for (const action of ['hidden', 'redacted', 'restored', 'none'])
		tried[action] = () =>
			app.moderation.decide(official, { ...decision, action, fragment: 'Голова' });
	for (const [name, work] of Object.entries(tried))
		expect(await codeOf(work()), name).toMatch(/^(not_allowed|not_found)$/);
	// Flagging is everybody's, and hides nothing.
	expect(await codeOf(app.moderation.flag(official, { id, ground: 'M5_insult' }))).toBe('done');
	const { seq } = victim;
	const shown = () => app.contributions.bySeq(visitor, { number, seq });
	expect(await shown()).toMatchObject({ text: 'Голова обіцяв і не зробив.', version: 1 });
});

test('even an official who also works at the centre has none', async () => {
	const { app, official, consultant } = world;
	const both = { ...official, roles: [...official.roles, ...consultant.roles] };
	const [one] = (await app.contributions.list(visitor, { number })).items;
	const decision = { id: one!.id, version: 1, action: 'hidden', ground: 'M5_insult' };
	const work = app.moderation.decide(both, {
		...decision,
		reason: 'Не подобається нашому голові.'
	});
	expect(await codeOf(work)).toBe('not_allowed');
	expect(await codeOf(app.moderation.claim(both, { id: one!.id }))).toBe('not_allowed');
});

test('the report and its open data carry none of it', async () => {
	world.moveTo('2026-12-30T10:00:00Z');
	await report(world, number);
	const { app, official } = world;
	await app.reports.correct(official, {
		number,
		prose,
		signedBy,
		reason: 'Виправлено описку в імені.'
	});
	const told = JSON.stringify([
		await app.reports.page(visitor, { number }),
		await everythingPublic()
	]);
	expect(told).not.toMatch(secret);
});
