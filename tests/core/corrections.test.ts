import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
});
afterAll(() => world.storage.close());

const pending = async () => (await world.app.consultations.page(visitor, { number })).pending;
const versions = (seq: number) => world.app.contributions.versions(visitor, { number, seq });

test('a correction shows the new words, and keeps the earlier ones readable', async () => {
	const { app, olena } = world;
	const { id, seq } = await world.write(olena, number, { text: 'Перша думка.' });
	world.moveTo('2026-12-01T11:00:00Z');
	expect(await app.contributions.correct(olena, { id, text: 'Друга думка.', version: 1 })).toEqual({
		version: 2
	});
	await app.contributions.correct(olena, { id, text: 'Третя думка.', version: 2 });
	expect(await app.contributions.bySeq(visitor, { number, seq })).toMatchObject({
		text: 'Третя думка.',
		version: 3,
		correctedAt: world.now()
	});
	expect((await versions(seq)).map(({ version, text }) => [version, text])).toEqual([
		[1, 'Перша думка.'],
		[2, 'Друга думка.']
	]);
	const { items } = await app.moderation.queue(world.consultant, {});
	expect(items.find(({ contributionId }) => contributionId === id)).toMatchObject({ version: 3 });
});

test('a correction from an older page does not overwrite a newer one, and the same words change nothing', async () => {
	const { app, olena } = world;
	const { id } = await app.contributions.bySeq(visitor, { number, seq: 1 });
	const stale = app.contributions.correct(olena, { id, text: 'Зі старої сторінки.', version: 1 });
	expect(await codeOf(stale)).toBe('version_conflict');
	const same = await app.contributions.correct(olena, { id, text: ' Третя думка. ', version: 3 });
	expect(same).toEqual({ version: 3 });
});

test('nobody corrects or takes back the words of others, nor learns that they are theirs', async () => {
	const { app, stepan, official, consultant } = world;
	const { id } = await app.contributions.bySeq(visitor, { number, seq: 1 });
	for (const actor of [stepan, official, consultant]) {
		const correction = app.contributions.correct(actor, { id, text: 'Чужі слова.', version: 3 });
		expect(await codeOf(correction)).toBe('not_found');
		expect(await codeOf(app.contributions.withdraw(actor, { id }))).toBe('not_found');
	}
});

test('words that a centre decided about are appealed, not corrected', async () => {
	const { app, olena, consultant } = world;
	const { id, seq } = await world.write(olena, number, { text: 'Телефон сусіда 555-12.' });
	const decision = { id, ground: 'M4_privacy', reason: 'Чужий телефон без згоди людини.' };
	await app.moderation.decide(consultant, {
		...decision,
		version: 1,
		action: 'redacted',
		fragment: '555-12'
	});
	const correct = (version: number) =>
		app.contributions.correct(olena, { id, text: 'Телефон 555-12 знову.', version });
	expect(await codeOf(correct(2))).toBe('moderated');
	await app.moderation.decide(consultant, { ...decision, version: 2, action: 'hidden' });
	expect(await codeOf(correct(3))).toBe('moderated');
	expect((await app.contributions.bySeq(visitor, { number, seq })).text).toBeNull();
});

test('what was readable before a correction goes with the words when they are hidden', async () => {
	const { app, olena, consultant } = world;
	const { id, seq } = await world.write(olena, number, { text: 'СТАРЕСЛОВО було тут.' });
	await app.contributions.correct(olena, { id, text: 'Тепер тут інше.', version: 1 });
	expect(JSON.stringify(await versions(seq))).toContain('СТАРЕСЛОВО');
	await app.moderation.decide(consultant, {
		id,
		version: 2,
		action: 'redacted',
		ground: 'M5_insult',
		reason: 'Образливе слово в попередній редакції.',
		fragment: 'СТАРЕСЛОВО'
	});
	expect(JSON.stringify(await versions(seq))).not.toContain('СТАРЕСЛОВО');
	expect((await app.contributions.bySeq(visitor, { number, seq })).text).toBe('Тепер тут інше.');
	await app.moderation.decide(consultant, {
		id,
		version: 3,
		action: 'hidden',
		ground: 'M5_insult',
		reason: 'Образа людини, а не думка про проєкт.'
	});
	expect(await versions(seq)).toEqual([]);
});

test('taking words back leaves their number and a stub, and no proposal that waits', async () => {
	const { app, olena } = world;
	const before = await pending();
	const { id, seq } = await world.write(olena, number, { text: 'ЗАБРАНЕСЛОВО, вибачте.' });
	await app.contributions.correct(olena, { id, text: 'ЗАБРАНЕСЛОВО ще раз.', version: 1 });
	expect(await pending()).toBe(before + 1);
	await app.contributions.withdraw(olena, { id, version: 2 });
	const shown = await app.contributions.bySeq(visitor, { number, seq });
	expect(shown).toMatchObject({ seq, text: null, withdrawn: true, stub: null });
	expect(await versions(seq)).toEqual([]);
	expect(await pending()).toBe(before);
	const after = await world.write(olena, number, { text: 'Наступна має наступний номер.' });
	expect(after.seq).toBe(seq + 1);
	const list = await app.contributions.list(visitor, { number });
	expect(JSON.stringify(list)).not.toContain('ЗАБРАНЕСЛОВО');
	expect(await codeOf(app.contributions.withdraw(olena, { id }))).toBe('withdrawn');
	expect(
		await codeOf(app.contributions.correct(olena, { id, text: 'Повертаю.', version: 3 }))
	).toBe('withdrawn');
	const { items } = await app.moderation.queue(world.consultant, {});
	expect(items.some(({ contributionId }) => contributionId === id)).toBe(false);
});

test('after closing words stand as they are', async () => {
	const { app, olena } = world;
	world.moveTo('2026-12-22T22:00:00Z');
	const { id } = await app.contributions.bySeq(visitor, { number, seq: 1 });
	const correction = app.contributions.correct(olena, { id, text: 'Запізно.', version: 3 });
	expect(await codeOf(correction)).toBe('consultation_not_open');
	expect(await codeOf(app.contributions.withdraw(olena, { id }))).toBe('consultation_not_open');
});
