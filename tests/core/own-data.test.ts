import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountActor } from '#core/kernel/actor.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
const job = { kind: 'system', job: 'test' } as const;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	const { app, olena, iryna, stepan } = world;
	await world.write(olena, number, { text: 'Додайте лавку.' });
	await world.write(iryna, number, { text: 'Чуже слово.', display: 'name' });
	const { items } = await app.contributions.list(visitor, { number, sort: 'old' });
	await app.contributions.correct(olena, {
		id: items[0]!.id,
		version: 1,
		text: 'Додайте дві лавки.'
	});
	await app.contributions.reply(olena, { contributionId: items[1]!.id, text: 'Згода.' });
	await app.contributions.support(olena, { contributionId: items[1]!.id });
	await app.moderation.flag(olena, { id: items[1]!.id, ground: 'M6_spam', note: 'Реклама.' });
	const [poll] = (await app.consultations.page(visitor, { number })).polls;
	await app.polls.cast(olena, { pollId: poll!.id, choice: { option: poll!.options[0]!.id } });
	await app.moderation.decide(world.consultant, {
		id: items[0]!.id,
		version: 2,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
	await world.storage.write(job, ({ db, t, now }) =>
		db.insert(t.contacts).values(
			[olena, stepan].map(({ id }) => ({
				accountId: id,
				email: `${id}@home.example`,
				confirmedAt: now()
			}))
		)
	);
});
afterAll(() => world.storage.close());

describe('what is kept', () => {
	test('is taken out whole, with nothing of others, and the log says so', async () => {
		const { app, olena, storage } = world;
		const { data } = await app.privacy.export(olena, undefined);
		expect(data.account).toMatchObject([{ id: 'olena', login: 'olena', name: 'Олена Коваль' }]);
		expect(data.contact).toMatchObject([{ email: 'olena@home.example' }]);
		expect(data.contributions).toMatchObject([
			{
				number: `${number}/0001`,
				text: 'Додайте дві лавки.',
				state: 'hidden',
				name: 'Олена Коваль'
			}
		]);
		expect(data.versions).toMatchObject([{ version: 1, text: 'Додайте лавку.' }]);
		expect(data.replies).toMatchObject([{ to: `${number}/0002`, text: 'Згода.' }]);
		expect(data.supports).toEqual([{ number: `${number}/0002` }]);
		expect(data.flags).toMatchObject([{ ground: 'M6_spam', note: 'Реклама.' }]);
		expect(data.decisions).toMatchObject([{ number: `${number}/0001`, action: 'hidden' }]);
		expect(data.notices).toMatchObject([{ notice: 'statement_of_reasons' }]);
		expect(data.log.map(({ act }) => act)).toEqual(
			expect.arrayContaining(['contribution.published', 'contribution.corrected', 'data.exported'])
		);
		// That there is a ballot, and never for what.
		expect(data.ballots).toEqual([{ consultation: number, question: 'Скільки підписів досить?' }]);
		// That a consultant did it stands in the log, and never who.
		const all = JSON.stringify(data).replaceAll('"role":"consultant"', '');
		for (const others of ['Чуже слово', 'Ірина', 'iryna', 'stepan', 'consultant"', '"10"', '"o1"'])
			expect(all).not.toContain(others);

		const { db, t } = storage;
		const { action, actor, aboutId } = t.auditEntries;
		const exported = and(eq(action, 'data.exported'), eq(actor, 'olena'), eq(aboutId, 'olena'));
		expect(await db.$count(t.auditEntries, exported)).toBe(1);
		expect(await codeOf(app.privacy.export(visitor, undefined))).toBe('not_signed_in');
	});

	test('is changed by its owner; earlier words keep the name of their day', async () => {
		const { app, iryna } = world;
		const change = (fields: object) =>
			app.privacy.change(iryna, {
				name: 'Ірина Мельник-Коваль',
				display: 'initials',
				language: 'pl',
				...fields
			});
		const { version } = await app.privacy.settings(iryna, undefined);
		await change({ areaId: 'turka', version });
		expect(await codeOf(change({ language: 'uk', version }))).toBe('version_conflict');
		expect(await app.privacy.settings(iryna, undefined)).toMatchObject({
			name: 'Ірина Мельник-Коваль',
			display: 'initials',
			language: 'pl',
			residence: { id: 'turka' }
		});
		const { items } = await app.contributions.list(visitor, { number, sort: 'old' });
		expect(items[1]!.author).toMatchObject({ as: 'name', name: 'Ірина Мельник' });
		expect(
			await fieldErrorsOf(
				change({ name: 'Iрина', display: 'mask', language: 'de', areaId: 'stryi' })
			)
		).toEqual([
			'name: mixed_scripts',
			'display: not_a_choice',
			'language: not_a_choice',
			'areaId: unknown_place'
		]);
	});

	test('of where a verified person lives is changed at a centre only', async () => {
		const { app, stepan } = world;
		const change = { name: 'Степан', display: 'name', language: 'uk', areaId: 'turka' };
		expect(await codeOf(app.privacy.change(stepan, change))).toBe('already_verified');
	});
});

describe('a consent', () => {
	const consents = (actor: AccountActor) =>
		world.app.privacy
			.settings(actor, undefined)
			.then(({ consents }) =>
				consents.map(({ kind, withdrawnAt }) => [kind, withdrawnAt !== null])
			);

	test('is given by nobody but its owner, dated, and taken back as easily', async () => {
		const { app, olena } = world;
		expect(await consents(olena)).toEqual([]);
		await app.privacy.giveConsent(olena, { kind: 'news' });
		await app.privacy.giveConsent(olena, { kind: 'news' });
		expect(await consents(olena)).toEqual([['news', false]]);
		await app.privacy.withdrawConsent(olena, { kind: 'news' });
		expect(await consents(olena)).toEqual([['news', true]]);
		expect(await codeOf(app.privacy.withdrawConsent(olena, { kind: 'news' }))).toBe('not_found');
		expect(await codeOf(app.privacy.giveConsent(olena, { kind: 'verification' }))).toBe(
			'not_found'
		);
	});

	test('to be verified, taken back, takes the verification with it', async () => {
		const { app, stepan, storage } = world;
		await storage.write(job, async ({ db, t, now }) => {
			await db.insert(t.consents).values({
				id: 'c',
				accountId: stepan.id,
				kind: 'verification',
				wording: '2026-11',
				centreId: 'cip-zhydachiv',
				givenAt: now()
			});
			await db
				.insert(t.fingerprints)
				.values({ digest: 'f', keyVersion: 1, personId: 'person-stepan' });
		});
		await app.privacy.withdrawConsent(stepan, { kind: 'verification' });
		const { db, t } = storage;
		expect(await db.select().from(t.fingerprints)).toEqual([]);
		expect(await app.privacy.settings(stepan, undefined)).toMatchObject({ verified: false });
	});
});
