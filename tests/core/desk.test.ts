import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#core/kernel/errors.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;

beforeAll(async () => {
	world = await createWorld();
	number = (await world.open()).number;
});
afterAll(() => world.storage.close());

const code = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: unknown) => (isRefusal(error) ? error.code : error)
	);

const write = (text: string) =>
	world.app.contributions.write(world.olena, { number, kind: 'opinion', text, display: 'name' });
const waiting = async () =>
	(await world.app.moderation.queue(world.consultant, {})).items.map((item) => item.contributionId);

test('several new texts are kept at once, without reasons, and nothing is decided about their author', async () => {
	const { app, consultant, olena } = world;
	const written = [await write('Лавка під каштаном.'), await write('Ліхтар біля школи.')];
	const items = written.map(({ id, version }) => ({ id, version }));
	expect(await app.moderation.keep(consultant, { items })).toEqual({ kept: 2, left: 0 });
	expect(await waiting()).toEqual([]);
	const own = await app.contributions.own(olena, { number, seq: written[0]!.seq });
	expect(own.statements).toEqual([]);
	expect(own.contribution.version).toBe(1);
	expect(await app.notices.unread(olena, undefined)).toBe(0);
	const audit = await world.storage.db.select().from(world.storage.t.auditEntries);
	expect(audit.filter(({ action }) => action === 'contribution.kept')).toHaveLength(2);
});

test('what was flagged or changed meanwhile is not kept unseen', async () => {
	const { app, consultant, olena, stepan } = world;
	const [flagged, corrected] = [await write('Перший текст.'), await write('Другий текст.')];
	await app.moderation.flag(stepan, { id: flagged.id, ground: 'M5_insult' });
	await app.contributions.correct(olena, { id: corrected.id, version: 1, text: 'Інший текст.' });
	const items = [flagged, corrected].map(({ id }) => ({ id, version: 1 }));
	expect(await app.moderation.keep(consultant, { items })).toEqual({ kept: 0, left: 2 });
	expect((await waiting()).sort()).toEqual([flagged.id, corrected.id].sort());
});

test('only the host centre keeps', async () => {
	const { app, official, strangers, olena } = world;
	const { id } = await write('Третій текст.');
	for (const actor of [official, strangers, olena])
		expect(await code(app.moderation.keep(actor, { items: [{ id, version: 1 }] }))).toBe(
			'not_allowed'
		);
	expect(await waiting()).toContain(id);
});

test('a centre finds the consultations that take paper until the late intake is over', async () => {
	const { app, consultant, strangers, official } = world;
	const numbers = async () =>
		(await app.contributions.intakes(consultant, undefined)).map((one) => one.number);
	expect(await numbers()).toEqual([number]);
	expect(await app.contributions.intakes(strangers, undefined)).toEqual([]);
	expect(await code(app.contributions.intakes(official, undefined))).toBe('not_allowed');
	// It closes on 22 December; five working days for what came on paper.
	world.moveTo('2026-12-29T10:00:00Z');
	expect(await numbers()).toEqual([number]);
	world.moveTo('2026-12-30T10:00:00Z');
	expect(await numbers()).toEqual([]);
});
