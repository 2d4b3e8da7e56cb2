import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#core/kernel/errors.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
	number = (await world.announced()).number;
});
afterAll(() => world.storage.close());

const code = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: unknown) => (isRefusal(error) ? error.code : error)
	);
const proposal = (text: string) => ({ number, kind: 'proposal', text, display: 'initials' });

test('nobody writes before the consultation opens', async () => {
	const early = world.app.contributions.write(world.olena, proposal('Зарано, але важливо'));
	expect(await code(early)).toBe('consultation_not_open');
	world.moveTo('2026-12-01T10:00:00Z');
});

test('a contribution gets its number and code at once, and a resend never doubles it', async () => {
	const { app, olena } = world;
	const input = { ...proposal('Додайте лавку біля центру.'), key: randomUUID() };
	const [first, second] = await Promise.all([
		app.contributions.write(olena, input),
		app.contributions.write(olena, input)
	]);
	expect(first.number).toBe(`${number}/0001`);
	expect(first.receipt.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
	expect(second).toEqual(first);
	expect((await app.contributions.list(visitor, { number })).items).toHaveLength(1);
});

test('a visitor may try their words, and has to say who they are to send them', async () => {
	const { app, olena, official } = world;
	expect(await code(app.contributions.check(visitor, proposal('Додайте ліхтар.')))).toBe('done');
	expect(await code(app.contributions.check(visitor, proposal('')))).toBe('invalid_input');
	expect(await code(app.contributions.write(visitor, proposal('Додайте ліхтар.')))).toBe(
		'not_signed_in'
	);
	expect(await code(app.contributions.check(official, proposal('Додайте ліхтар.')))).toBe(
		'not_eligible'
	);
	const forOthers = { ...proposal('Додайте ліхтар.'), organisationId: 'spilka' };
	expect(await code(app.contributions.check(olena, forOthers))).toBe('not_eligible');
	expect((await app.contributions.list(visitor, { number })).items).toHaveLength(1);
});

test('initials show no more of a name than was chosen', async () => {
	const { items } = await world.app.contributions.list(visitor, { number });
	expect(items[0]!.author).toMatchObject({ as: 'initials', name: 'О. К.' });
	expect(JSON.stringify(items)).not.toContain('Коваль');
});

test('a remark belongs to a paragraph that exists', async () => {
	const { app, olena } = world;
	const remark = { number, kind: 'remark', text: 'Тут бракує слова.', display: 'name' };
	expect(await code(app.contributions.write(olena, remark))).toBe('invalid_input');
	const lost = app.contributions.write(olena, { ...remark, paragraphId: 'p99' });
	expect(await code(lost)).toBe('invalid_input');
	await app.contributions.write(olena, { ...remark, paragraphId: 'p2' });
	const page = await app.consultations.page(visitor, { number });
	expect(page.paragraphs.map(({ remarks }) => remarks)).toEqual([0, 1]);
	expect(page.counts).toMatchObject({ proposals: 1, remarks: 1 });
});

test('pages follow each other without gap or repeat', async () => {
	const { app, stepan } = world;
	for (let n = 0; n < 5; n++)
		await app.contributions.write(stepan, proposal(`Пропозиція номер ${n}`));
	const first = await app.contributions.list(visitor, { number, limit: 4 });
	const rest = await app.contributions.list(visitor, { number, limit: 4, cursor: first.next! });
	expect([...first.items, ...rest.items].map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3, 2, 1]);
	expect(rest.next).toBeNull();
});

test('a flagged contribution goes to the desk of its centre, and only there', async () => {
	const { app, consultant, strangers, official } = world;
	const [one] = (await app.contributions.list(visitor, { number, sort: 'old' })).items;
	await app.moderation.flag(world.stepan, { id: one!.id, ground: 'M5_insult' });
	const again = app.moderation.flag(world.stepan, { id: one!.id, ground: 'M6_spam' });
	expect(await code(again)).toBe('already_flagged');
	const desk = await app.moderation.queue(consultant, {});
	expect(desk.items.find(({ contributionId }) => contributionId === one!.id)).toMatchObject({
		ground: 'M5_insult',
		flags: 1
	});
	expect((await app.moderation.queue(strangers, {})).items).toEqual([]);
	expect(await code(app.moderation.queue(official, {}))).toBe('not_allowed');
});

test('officials have no way to hide a word', async () => {
	const { app, official } = world;
	const [one] = (await app.contributions.list(visitor, { number })).items;
	const decision = {
		id: one!.id,
		version: 1,
		action: 'hidden',
		ground: 'M5_insult',
		reason: 'Не подобається нашому голові, приховайте.'
	};
	expect(await code(app.moderation.decide(official, decision))).toBe('not_allowed');
	expect(await code(app.moderation.decide(world.strangers, decision))).toBe('not_allowed');
	expect(await code(app.moderation.claim(official, { id: one!.id }))).toBe('not_allowed');
	expect(await code(app.moderation.item(official, { id: one!.id }))).toBe('not_allowed');
});

test('hidden words are nowhere public, a stub with ground and centre stays, the author reads why', async () => {
	const { app, consultant, olena } = world;
	const written = await app.contributions.write(olena, proposal('ТАЄМНЕСЛОВО і більше нічого'));
	const { e } = (await app.consultations.page(visitor, { number })).cursor;
	const decision = {
		id: written.id,
		version: 1,
		action: 'hidden',
		ground: 'M4_privacy',
		reason: 'У тексті є телефон людини, яка не давала згоди.'
	};
	await app.moderation.decide(consultant, decision);
	expect(await code(app.moderation.decide(consultant, decision))).toBe('version_conflict');

	const list = await app.contributions.list(visitor, { number });
	expect(list.items[0]).toMatchObject({ text: null, stub: { ground: 'M4_privacy' } });
	const events = await app.live.since(visitor, { topic: `c:${number}`, offset: 0, limit: 500 });
	const replayed = await app.live.render(visitor, { events });
	const front = await app.consultations.front(visitor, undefined);
	expect(JSON.stringify([list, replayed, front, e])).not.toContain('ТАЄМНЕСЛОВО');

	const [seq] = [written.seq];
	const [statement] = await app.moderation.ownStatements(olena, { number, seq });
	expect(statement).toMatchObject({ action: 'hidden', ground: 'M4_privacy', automated: false });
	expect((await app.contributions.own(olena, { number, seq })).text).toContain('ТАЄМНЕСЛОВО');
	expect(await code(app.contributions.own(world.stepan, { number, seq }))).toBe('not_found');
	const { db, t } = world.storage;
	expect(await db.$count(t.notices)).toBe(1);
});

test('a redaction takes out the fragment only, and a restoration brings all back', async () => {
	const { app, consultant, olena } = world;
	const { id, seq } = await app.contributions.write(
		olena,
		proposal('Телефон сусіда 555-12, дзвоніть.')
	);
	const base = {
		id,
		ground: 'M4_privacy',
		reason: 'Чужий телефон без згоди людини.'
	};
	const wrong = app.moderation.decide(consultant, {
		...base,
		version: 1,
		action: 'redacted',
		fragment: '999'
	});
	expect(await code(wrong)).toBe('invalid_input');
	await app.moderation.decide(consultant, {
		...base,
		version: 1,
		action: 'redacted',
		fragment: '555-12'
	});
	expect((await app.contributions.bySeq(visitor, { number, seq })).text).toBe(
		'Телефон сусіда […], дзвоніть.'
	);
	await app.moderation.decide(consultant, { ...base, version: 2, action: 'restored' });
	const restored = await app.contributions.bySeq(visitor, { number, seq });
	expect(restored).toMatchObject({ text: 'Телефон сусіда 555-12, дзвоніть.', stub: null });
});

test('words taken out stay out when what was hidden afterwards is restored', async () => {
	const { app, consultant, olena } = world;
	const text = 'Перший рядок.\nТелефон 555-12,\nдзвоніть.';
	const { id, seq } = await app.contributions.write(olena, proposal(text));
	const decide = (version: number, action: string, fragment?: string) =>
		app.moderation.decide(consultant, {
			id,
			version,
			action,
			fragment,
			ground: 'M4_privacy',
			reason: 'Чужий телефон без згоди людини.'
		});
	// As a form sends it, with the line ends of HTTP.
	await decide(1, 'redacted', 'Телефон 555-12,\r\nдзвоніть.');
	await decide(2, 'hidden');
	await decide(3, 'restored');
	expect(await app.contributions.bySeq(visitor, { number, seq })).toMatchObject({
		text: 'Перший рядок.\n[…]',
		stub: { action: 'redacted' }
	});
	await decide(4, 'restored');
	expect(await app.contributions.bySeq(visitor, { number, seq })).toMatchObject({
		text,
		stub: null
	});
});

test('what one consultant works on, another cannot decide meanwhile', async () => {
	const { app, consultant, storage } = world;
	const { addAccounts, account } = await import('../support/world.ts');
	const colleague = account('colleague', { roles: consultant.roles });
	await addAccounts(storage, [colleague]);
	const { id } = await app.contributions.write(world.stepan, proposal('Ще одна думка для черги.'));
	await app.moderation.claim(consultant, { id });
	expect(await code(app.moderation.claim(colleague, { id }))).toBe('claimed_by_another');
	world.moveTo('2026-12-01T10:11:00Z');
	expect(await code(app.moderation.claim(colleague, { id }))).toBe('done');
});

test('every event of a consultation has its own offset, without gaps', async () => {
	const events = await world.app.live.since(visitor, {
		topic: `c:${number}`,
		offset: 0,
		limit: 500
	});
	expect(events.map(({ offset }) => offset)).toEqual(events.map((_, place) => place + 1));
	const { cursor } = await world.app.consultations.page(visitor, { number });
	expect(cursor.o).toBe(events.length);
});
