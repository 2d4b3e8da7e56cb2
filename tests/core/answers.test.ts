import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const long = 'Кошти на лавки вже закладено в програму благоустрою на 2027 рік.';

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
});
afterAll(() => world.storage.close());

const give = (
	answered: Record<string, string>,
	reasons: string,
	{ actor = world.official, ...others }: { actor?: AccountActor; paragraphIds?: string[] } = {}
) =>
	world.app.answers.give(actor, {
		answered: Object.entries(answered).map(([contributionId, status]) => ({
			contributionId,
			status
		})),
		reasons,
		...others
	});
const page = () => world.app.consultations.page(visitor, { number });
const shown = (seq: number) => world.app.contributions.bySeq(visitor, { number, seq });

test('saying no, even in part, needs reasons of forty characters', async () => {
	const { id } = await world.write(world.olena, number);
	const short = 'Немає коштів на це зараз у бюджеті.';
	for (const status of ['partly_accepted', 'not_accepted'])
		expect(await fieldErrorsOf(give({ [id]: status }, short))).toEqual(['reasons: too_short']);
	expect(await fieldErrorsOf(give({ [id]: 'accepted' }, ''))).toEqual(['reasons: required']);
	expect(await codeOf(give({ [id]: 'accepted' }, 'Додамо.'))).toBe('done');
	expect((await shown(1)).answer).toMatchObject({ status: 'accepted', reasons: 'Додамо.' });
});

test('a proposal is never just noted, an opinion may be, without a word', async () => {
	const proposal = await world.write(world.olena, number);
	const opinion = await world.write(world.stepan, number, { kind: 'opinion' });
	expect(await fieldErrorsOf(give({ [proposal.id]: 'noted' }, long))).toEqual([
		'answered.0.status: not_a_choice'
	]);
	expect(await codeOf(give({ [opinion.id]: 'noted' }, ''))).toBe('done');
	expect((await shown(opinion.seq)).answer).toMatchObject({ status: 'noted', reasons: '' });
});

test('one answer serves several, each with its own status, and tells of the others', async () => {
	const first = await world.write(world.olena, number);
	const second = await world.write(world.stepan, number);
	const third = await world.write(world.iryna, number, { kind: 'opinion' });
	const { pending } = await page();
	await give(
		{ [first.id]: 'accepted', [second.id]: 'partly_accepted', [third.id]: 'noted' },
		long,
		{
			paragraphIds: ['p1']
		}
	);
	expect((await shown(first.seq)).answer).toMatchObject({
		status: 'accepted',
		reasons: long,
		paragraphIds: ['p1'],
		alsoFor: [second.seq, third.seq]
	});
	expect((await shown(second.seq)).answer).toMatchObject({ status: 'partly_accepted' });
	expect((await page()).pending).toBe(pending - 2);
	expect(
		await fieldErrorsOf(give({ [first.id]: 'accepted' }, long, { paragraphIds: ['p9'] }))
	).toEqual(['paragraphIds: not_a_choice']);
});

test('all that one answer serves belong to one consultation', async () => {
	world.moveTo('2026-12-01T11:00:00Z');
	const { app, official, storage } = world;
	const { id } = await world.write(world.olena, number);
	const other = await world.announced({ opensOn: '2026-12-08', closesOn: '2026-12-31' });
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db.update(t.consultations).set({ opensAt: now() })
	);
	const elsewhere = await world.write(world.olena, other.number);
	expect(await codeOf(give({ [id]: 'accepted', [elsewhere.id]: 'accepted' }, long))).toBe(
		'not_found'
	);
	expect(await codeOf(give({ [id]: 'accepted', nothing: 'accepted' }, long))).toBe('not_found');
	expect(await codeOf(give({}, long))).toBe('not_found');
	const { progress } = await app.answers.inbox(official, { number: other.number });
	expect(progress).toEqual({ proposals: 1, pending: 1 });
});

test('officials of another authority, centres and residents answer nothing and read no inbox', async () => {
	const { app, otherOfficial, consultant, coordinator, olena } = world;
	const { id } = await world.write(olena, number);
	for (const actor of [otherOfficial, consultant, coordinator, olena]) {
		expect(await codeOf(give({ [id]: 'accepted' }, long, { actor }))).toBe('not_allowed');
		expect(await codeOf(app.answers.inbox(actor, { number }))).toBe('not_allowed');
	}
});

test('an answer is given anew until the report, and counts once', async () => {
	const { id, seq } = await world.write(world.olena, number);
	const { pending } = await page();
	await give({ [id]: 'not_accepted' }, `Спершу вирішили інакше. ${long}`);
	await give({ [id]: 'accepted' }, long);
	const answer = { status: 'accepted', reasons: long, version: 2 };
	expect((await shown(seq)).answer).toMatchObject(answer);
	expect((await page()).pending).toBe(pending - 1);
	const stale = world.app.answers.give(world.official, {
		answered: [{ contributionId: id, status: 'out_of_scope', version: 1 }],
		reasons: `Зі старої сторінки. ${long}`
	});
	expect(await codeOf(stale)).toBe('version_conflict');
	expect((await shown(seq)).answer).toMatchObject(answer);
});

test('what its author took back is not answered', async () => {
	const { id } = await world.write(world.olena, number);
	await world.app.contributions.withdraw(world.olena, { id });
	expect(await codeOf(give({ [id]: 'accepted' }, long))).toBe('withdrawn');
});

test('a resend with the same key answers once', async () => {
	const { id } = await world.write(world.iryna, number);
	const input = {
		answered: [{ contributionId: id, status: 'accepted' }],
		reasons: long,
		key: randomUUID()
	};
	const { app, official } = world;
	expect(await app.answers.give(official, input)).toEqual(await app.answers.give(official, input));
	const other = app.answers.give(official, { ...input, reasons: `${long} Інше.` });
	expect(await codeOf(other)).toBe('idempotency_mismatch');
});

test('the inbox shows what waits, finds by kind and paragraph, and counts how often words were used', async () => {
	const { app, official } = world;
	const remark = await world.write(world.olena, number, { kind: 'remark', paragraphId: 'p2' });
	const waiting = await app.answers.inbox(official, { number, state: 'waiting' });
	expect(waiting.items.every(({ answer }) => answer === null)).toBe(true);
	expect(waiting.items.at(-1)!.id).toBe(remark.id);
	const byParagraph = await app.answers.inbox(official, { number, paragraphId: 'p2' });
	expect(byParagraph.items.map(({ id }) => id)).toEqual([remark.id]);
	const [most] = waiting.templates;
	expect(most).toEqual({ reasons: long, used: 5 });
	const first = await app.answers.inbox(official, { number, limit: 3 });
	const rest = await app.answers.inbox(official, { number, cursor: first.next! });
	const all = await app.answers.inbox(official, { number });
	expect([...first.items, ...rest.items]).toEqual(all.items);
	expect(rest.next).toBeNull();
});

test('hidden words are read by whoever answers them, unless they are sealed', async () => {
	const { app, consultant, official } = world;
	const hide = async (ground: string) => {
		const { id, seq } = await world.write(world.stepan, number, { text: `Приховане: ${ground}` });
		const reason = 'Так сказано в правилах модерації.';
		await app.moderation.decide(consultant, { id, version: 1, action: 'hidden', ground, reason });
		return seq;
	};
	const [sharp, sealed] = [await hide('M5_insult'), await hide('M1_security')];
	const { items } = await app.answers.inbox(official, { number });
	const read = (seq: number) => items.find((one) => one.seq === seq)!.text;
	expect(read(sharp)).toBe('Приховане: M5_insult');
	expect(read(sealed)).toBeNull();
	expect((await shown(sharp)).text).toBeNull();
});

test('the author is told, nobody else', async () => {
	const { app } = world;
	const { id, seq } = await world.write(world.iryna, number, { text: 'Скажіть мені відповідь.' });
	const before = (await app.notices.own(world.stepan, {})).items.length;
	world.moveTo('2026-12-01T12:00:00Z');
	await give({ [id]: 'accepted' }, long);
	const [latest] = (await app.notices.own(world.iryna, {})).items;
	expect(latest).toMatchObject({ kind: 'answer_given', seq, read: false });
	expect((await app.notices.own(world.stepan, {})).items).toHaveLength(before);
});

test('nothing is answered before the opening, nor after the report', async () => {
	const { id } = await world.write(world.olena, number);
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db.update(t.consultations).set({ reportedAt: now() })
	);
	expect(await codeOf(give({ [id]: 'accepted' }, long))).toBe('report_published');
});
