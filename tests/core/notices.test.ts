import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { report } from '../support/reports.ts';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const reason = 'Через відключення світла люди не встигають подати пропозиції.';

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	await world.write(world.olena, number);
	await world.write(world.iryna, number, { kind: 'opinion' });
});
afterAll(() => world.storage.close());

const told = async (actor: AccountActor) =>
	(await world.app.notices.own(actor, {})).items.map(({ kind, seq }) =>
		seq === null ? kind : `${kind} ${seq}`
	);
let minute = 0;
/** What each of them is told by the step that no one had been told before, newest first. */
async function by(step: () => Promise<unknown>) {
	const actors = {
		olena: world.olena,
		iryna: world.iryna,
		stepan: world.stepan,
		official: world.official
	};
	world.moveTo(new Date(world.now() + 60_000 * ++minute).toISOString());
	const news: Record<string, string[]> = {};
	const before = await Promise.all(Object.values(actors).map(told));
	await step();
	for (const [place, [name, actor]] of Object.entries(actors).entries()) {
		const now = await told(actor);
		const fresh = now.slice(0, now.length - before[place]!.length);
		if (fresh.length > 0) news[name] = fresh;
	}
	return news;
}

test('a reply tells the author of what it answers, but not of their own', async () => {
	const { app, olena, stepan } = world;
	const [one] = (await app.contributions.list(visitor, { number, sort: 'old' })).items;
	const reply = (actor: AccountActor) =>
		app.contributions.reply(actor, { contributionId: one!.id, text: 'Маю що додати.' });
	expect(await by(() => reply(stepan))).toEqual({ olena: ['replied 1'] });
	expect(await by(() => reply(olena))).toEqual({});
});

test('support tells nobody', async () => {
	const { app, stepan } = world;
	const [one] = (await app.contributions.list(visitor, { number, sort: 'old' })).items;
	expect(await by(() => app.contributions.support(stepan, { contributionId: one!.id }))).toEqual(
		{}
	);
});

test('a decision about words tells their author, a look that changed nothing does not', async () => {
	const { app, consultant } = world;
	const decide = (id: string, version: number, action: string) =>
		app.moderation.decide(consultant, {
			id,
			version,
			action,
			ground: 'M6_spam',
			reason: 'Схоже на рекламу товару, а не на думку.'
		});
	const [first, second] = (await app.contributions.list(visitor, { number, sort: 'old' })).items;
	expect(await by(() => decide(first!.id, 1, 'none'))).toEqual({});
	expect(await by(() => decide(second!.id, 1, 'hidden'))).toEqual({
		iryna: ['statement_of_reasons 2']
	});
	const [statement] = await app.moderation.ownStatements(world.iryna, { number, seq: 2 });
	const { id } = await app.moderation.appeal(world.iryna, {
		decisionId: statement!.id,
		text: 'Тут немає реклами, лише моя думка.'
	});
	const { centre } = (await app.moderation.ownStatements(world.iryna, { number, seq: 2 }))[0]!
		.appeal!;
	const coordinator = world.otherCoordinators[centre.slug]!;
	expect(
		await by(() => app.moderation.decideAppeal(coordinator, { id, outcome: 'restored', reason }))
	).toEqual({ iryna: ['appeal_decided 2'] });
});

test('dates that move, the report and the decision tell all who wrote, and nobody else', async () => {
	const { app, official } = world;
	const both = (kind: string) => ({ olena: [kind], iryna: [kind] });
	const extend = () =>
		app.consultations.extend(official, { number, reason, closesOn: '2026-12-28' });
	expect(await by(extend)).toEqual(both('dates_changed'));
	expect(await by(() => app.consultations.suspend(official, { number, reason }))).toEqual(
		both('dates_changed')
	);
	expect(await by(() => app.consultations.resume(official, { number, reason }))).toEqual(
		both('dates_changed')
	);
	world.moveTo('2027-01-25T10:00:00Z');
	await by(() => report(world, number));
	expect((await told(world.olena)).slice(0, 2).sort()).toEqual([
		'answer_given 1',
		'report_published'
	]);
	expect(await told(world.stepan)).toEqual([]);
	const decide = () =>
		app.reports.decide(official, {
			number,
			body: 'Жидачівська міська рада',
			decisionNumber: '12/7',
			decidedOn: '2027-01-25',
			title: 'Про затвердження Статуту громади',
			document: 'https://rada.example.org/statut.pdf',
			changes: []
		});
	expect(await by(decide)).toEqual(both('decision_recorded'));
});

test('a cancellation tells all who wrote', async () => {
	const { app, official, olena } = world;
	const other = await world.announced({ opensOn: '2027-02-01', closesOn: '2027-02-26' });
	world.moveTo('2027-02-02T10:00:00Z');
	await world.write(olena, other.number);
	const cancel = () =>
		app.consultations.cancel(official, {
			number: other.number,
			reason: `${reason} Раду розпущено, і новий склад почне спочатку, з іншим проєктом статуту.`,
			document: 'https://rada.example.org/rozporyadzhennia.pdf'
		});
	expect(await by(cancel)).toEqual({ olena: ['cancelled'] });
});

test('notices are read one by one or all together, each by their own account only', async () => {
	const { app, olena, iryna } = world;
	const unread = (actor: AccountActor) => app.notices.unread(actor, undefined);
	const [total, others] = [await unread(olena), await unread(iryna)];
	expect(total).toBeGreaterThan(3);
	const [one] = (await app.notices.own(olena, {})).items;
	await app.notices.read(iryna, { id: one!.id });
	expect(await unread(olena)).toBe(total);
	await app.notices.read(olena, { id: one!.id });
	expect(await unread(olena)).toBe(total - 1);
	await app.notices.read(olena, {});
	expect([await unread(olena), await unread(iryna)]).toEqual([0, others]);
	expect((await app.notices.own(olena, {})).items.every(({ read }) => read)).toBe(true);
	expect(await codeOf(app.notices.own(visitor, {}))).toBe('not_signed_in');
});

test('pages of notices follow each other without gap or repeat', async () => {
	const { app, olena } = world;
	const all = (await app.notices.own(olena, {})).items;
	const paged = [];
	for (let cursor: string | undefined | null; cursor !== null;) {
		const page = await app.notices.own(olena, { limit: 2, cursor });
		paged.push(...page.items);
		cursor = page.next;
	}
	expect(paged).toEqual(all);
});
