import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statementsOf } from '../support/statements.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const most = 50;

/** Every fifth was answered, every fifth redacted, every fifth hidden, every fifth came on paper: five are one of each. */
beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	const { app, olena, stepan, consultant, official } = world;
	const decision = { ground: 'M5_insult', reason: 'Образа людини, а не думка про проєкт.' };
	const taken = { redacted: { fragment: 'лавку' }, hidden: {} };
	const moderate = (id: string, action: keyof typeof taken) =>
		app.moderation.decide(consultant, { ...decision, ...taken[action], id, version: 1, action });
	for (let n = 0; n < most; n++) {
		if (n % 5 === 4) {
			await app.contributions.enter(consultant, {
				number,
				channel: 'paper',
				kind: 'proposal',
				text: 'Зробіть пандус біля пошти.',
				name: 'Марія Дутка',
				areaId: 'teisariv',
				display: 'initials',
				receivedOn: '2026-12-01',
				formSerial: `ZHD-${n}`,
				transcription: 'verbatim'
			});
			continue;
		}
		const { id } = await world.write(n % 2 ? olena : stepan, number);
		const reply = await app.contributions.reply(stepan, {
			contributionId: id,
			text: 'Так, лавку.'
		});
		if (n % 5 === 1) await moderate(id, 'redacted');
		if (n % 5 === 2) await moderate(id, 'hidden');
		if (n % 5 === 3) await moderate(reply.id, 'redacted');
		if (n % 5 === 0)
			await app.answers.give(official, {
				answered: [{ contributionId: id, status: 'accepted' }],
				reasons: `Лавку ${n} поставимо навесні.`
			});
	}
});
afterAll(() => world.storage.close());

/** What the page of a consultation shows to somebody who is signed in, with so many contributions. */
async function page(limit: number) {
	const { app, olena } = world;
	await app.consultations.page(olena, { number });
	const { items } = await app.contributions.list(olena, { number, limit });
	await app.contributions.remarksBeside(olena, { number });
	const contributionIds = items.map(({ id }) => id);
	await app.contributions.ownSupports(olena, { contributionIds });
	await app.contributions.ownAmong(olena, { contributionIds });
	await app.contributions.clarifications(olena, { contributionIds });
	await app.notices.unread(olena, undefined);
	return items;
}

test('a page of fifty contributions asks the database no more often than one of five', async () => {
	const [few, many] = [await statementsOf(() => page(5)), await statementsOf(() => page(most))];
	expect(await page(5)).toHaveLength(5);
	const shown = await page(most);
	expect(shown).toHaveLength(most);
	for (const beside of ['stub', 'answer', 'provenance'] as const)
		expect(shown.filter((one) => one[beside] !== null).length).toBeGreaterThanOrEqual(most / 5);
	expect(many.run).toBe(few.run);
	expect(many.run).toBeLessThan(32);
});

describe('nothing is built or prepared anew', () => {
	const seq = 1;
	test.each<[string, () => Promise<unknown>]>([
		['on the page of a consultation', () => page(most)],
		[
			'on the page of a contribution',
			async () => {
				const { app, olena } = world;
				await app.contributions.bySeq(olena, { number, seq });
				await app.contributions.versions(olena, { number, seq });
				await app.contributions.thread(olena, { number, seq });
			}
		],
		[
			'for a receipt',
			async () => {
				const { app, stepan } = world;
				const { receipt } = await app.contributions.own(stepan, { number, seq });
				await app.contributions.receipt(visitor, { ...receipt, address: '192.0.2.1' });
			}
		],
		[
			'on the page of one’s own account',
			async () => {
				const { app, olena } = world;
				await app.accounts.own(olena, undefined);
				await app.contributions.allOwn(olena, {});
				await app.notices.own(olena, { limit: 3 });
			}
		],
		[
			'in the lists of places',
			async () => {
				const { app } = world;
				await app.areas.list(visitor, { kind: 'hromada' });
				await app.authorities.list(visitor, {});
				await app.centres.list(visitor, {});
			}
		]
	])('%s', async (_, ask) => {
		await ask();
		const { run, prepared } = await statementsOf(ask);
		expect(run).toBeGreaterThan(0);
		expect(prepared).toEqual([]);
	});
});
