import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const texts = [
	'Поставте лавку біля магазину в Заріччі, там люди чекають на автобус.',
	'Дитячий майданчик треба огородити, бо поруч дорога.',
	'Пропоную перенести приймальні години ради на вечір.',
	'Відремонтуйте міст через Стрий до зими.',
	'Додайте освітлення на вулиці Шевченка.'
];

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	for (const text of texts) await world.write(world.olena, number, { kind: 'proposal', text });
	await world.write(world.olena, number, { kind: 'opinion', text: texts[3]! });
});
afterAll(() => world.storage.close());

const alike = async (
	text: string,
	actor: Parameters<typeof world.app.contributions.similar>[0] = visitor
) => (await world.app.contributions.similar(actor, { number, text })).map((one) => one.text);

test('a proposal that says the same in other forms of its words is found, most alike first', async () => {
	expect((await alike('Біля магазину в Заріччі бракує лавок: нема де чекати автобуса.'))[0]).toBe(
		texts[0]
	);
	expect((await alike('Прошу про ремонт мосту через річку Стрий, міст хитається.'))[0]).toBe(
		texts[3]
	);
});

test('what has nothing in common, what is too short and what is one’s own is not', async () => {
	expect(await alike('Розклад занять у музичній школі варто оприлюднити.')).toEqual([]);
	expect(await alike('лавка')).toEqual([]);
	expect(await alike('')).toEqual([]);
	expect(await alike(texts[3]!, world.olena)).toEqual([]);
});

test('what a centre has hidden, and what its author took back, is not', async () => {
	const { items } = await world.app.contributions.list(visitor, { number });
	const bridge = items.find(({ text, kind }) => text === texts[3] && kind === 'proposal')!;
	await world.app.contributions.withdraw(world.olena, { id: bridge.id });
	expect(await alike(texts[3]!)).toEqual([]);
	expect(
		await codeOf(
			world.app.contributions.similar(visitor, { number: 'UA-ZHD-2020-999', text: 'міст і лавка' })
		)
	).toBe('not_found');
});
