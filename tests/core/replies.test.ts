import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
let written: { id: string; seq: number };
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	written = await world.write(world.olena, number);
});
afterAll(() => world.storage.close());

const reply = (actor: AccountActor, text: string, parentReplyId?: string) =>
	world.app.contributions.reply(actor, { contributionId: written.id, text, parentReplyId });
const thread = () => world.app.contributions.thread(visitor, { number, seq: written.seq });

test('residents answer each other three deep, and no deeper', async () => {
	const first = await reply(world.stepan, 'Погоджуюся, лавка потрібна.');
	const second = await reply(world.olena, 'Дякую! Може, дві?', first.id);
	const third = await reply(world.iryna, 'Дві — забагато.', second.id);
	expect(await codeOf(reply(world.olena, 'Чому забагато?', third.id))).toBe('too_deep');
	const [top] = await thread();
	expect(top).toMatchObject({
		text: 'Погоджуюся, лавка потрібна.',
		depth: 1,
		replies: [{ depth: 2, replies: [{ depth: 3, text: 'Дві — забагато.', replies: [] }] }]
	});
});

test('a reply answers something in the same thread', async () => {
	const other = await world.write(world.stepan, number, { text: 'Зовсім інша пропозиція.' });
	const [top] = await thread();
	const elsewhere = world.app.contributions.reply(world.olena, {
		contributionId: other.id,
		text: 'Не туди.',
		parentReplyId: top!.id
	});
	expect(await codeOf(elsewhere)).toBe('not_found');
	expect(await codeOf(reply(world.olena, 'Нікуди.', 'nothing'))).toBe('not_found');
});

test('the authority and the centre clarify with their badge; residents have none', async () => {
	world.moveTo('2026-12-01T10:00:01Z');
	await reply(world.official, 'Лавки ставить комунальник за заявкою.');
	world.moveTo('2026-12-01T10:00:02Z');
	await reply(world.consultant, 'Правила обговорення — на сторінці центру.');
	const badges = (await thread()).map(({ badge }) => badge);
	expect(badges).toEqual([null, 'authority', 'centre']);
});

test('officials and staff of others have nothing to say here in their office', async () => {
	expect(await codeOf(reply(world.otherOfficial, 'А у нас краще.'))).toBe('not_eligible');
	expect(await codeOf(reply(world.strangers, 'І в нашому центрі.'))).toBe('not_eligible');
});

test('a reply waits for a look by the centre, a clarification does not', async () => {
	const { items } = await world.app.moderation.queue(world.consultant, { limit: 100 });
	const texts = items.filter(({ kind }) => kind === 'reply').map(({ text }) => text);
	expect(texts).toContain('Дві — забагато.');
	expect(texts).not.toContain('Лавки ставить комунальник за заявкою.');
});

test('how many there are stands at the contribution, and a resend adds none', async () => {
	const before = (await world.app.contributions.bySeq(visitor, { number, seq: written.seq }))
		.replies;
	const key = randomUUID();
	const again = () =>
		world.app.contributions.reply(world.iryna, {
			contributionId: written.id,
			text: 'Надіслано двічі.',
			key
		});
	expect(await again()).toEqual(await again());
	const after = (await world.app.contributions.bySeq(visitor, { number, seq: written.seq }))
		.replies;
	expect(after).toBe(before + 1);
});

test('a hidden reply leaves a stub in its place, and its words are gone', async () => {
	const { id } = await reply(world.stepan, 'ГАНЕБНЕСЛОВО для перевірки');
	await world.app.moderation.decide(world.consultant, {
		id,
		version: 1,
		action: 'hidden',
		ground: 'M5_insult',
		reason: 'Образа людини, а не думка про проєкт.'
	});
	const shown = (await thread()).find((one) => one.id === id);
	expect(shown).toMatchObject({ text: null, stub: { action: 'hidden', ground: 'M5_insult' } });
	expect(JSON.stringify(await thread())).not.toContain('ГАНЕБНЕСЛОВО');
	expect(await codeOf(reply(world.olena, 'Відповідь на приховане.', id))).toBe('not_found');
});

test('restoring a reply leaves what was taken out of the contribution where it is', async () => {
	const { app, consultant, iryna } = world;
	const one = await world.write(iryna, number, { text: 'Дзвоніть 555-12 щодня.' });
	await app.contributions.correct(iryna, { id: one.id, text: 'Дзвоніть щодня.', version: 1 });
	const decision = { ground: 'M4_privacy', reason: 'Чужий телефон без згоди людини.' };
	const fragment = '555-12';
	await app.moderation.decide(consultant, {
		...decision,
		id: one.id,
		version: 2,
		action: 'redacted',
		fragment
	});
	const { id } = await app.contributions.reply(iryna, {
		contributionId: one.id,
		text: 'Ще раз: 555-12.'
	});
	await app.moderation.decide(consultant, {
		...decision,
		id,
		version: 1,
		action: 'redacted',
		fragment
	});
	await app.moderation.decide(consultant, { ...decision, id, version: 2, action: 'restored' });
	const versions = await app.contributions.versions(visitor, { number, seq: one.seq });
	expect(versions.map(({ text }) => text)).toEqual(['Дзвоніть […] щодня.']);
});

test('after closing residents are silent, while the authority and the centre still clarify, until the report', async () => {
	world.moveTo('2026-12-23T10:00:00Z');
	expect(await codeOf(reply(world.stepan, 'Ще одне слово.'))).toBe('consultation_not_open');
	expect(await codeOf(reply(world.official, 'Підсумуємо до 21 січня.'))).toBe('done');
	expect(await codeOf(reply(world.consultant, 'Папір приймаємо до 29 грудня.'))).toBe('done');
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db.update(t.consultations).set({ reportedAt: now() })
	);
	expect(await codeOf(reply(world.official, 'Уже після звіту.'))).toBe('consultation_not_open');
});
