import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Draft } from '#core/consultations/content.ts';
import { isRefusal, type Refusal } from '#core/kernel/errors.ts';
import { account, completeDraft, createWorld, type World } from '../support/world.ts';

let world: World;
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.storage.close());

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
	const error: unknown = await work.then(
		() => undefined,
		(refusal: unknown) => refusal
	);
	if (!isRefusal(error)) throw new Error('was not refused', { cause: error });
	return error;
}

const start = (draft: Partial<Draft> = completeDraft) =>
	world.app.drafts.start(world.official, { authority: 'zhydachiv-rada', draft });

test('a draft may be as incomplete as one likes, an announcement not at all', async () => {
	const { app, official } = world;
	const empty = await start({});
	const { code, details } = await refusalOf(app.drafts.announce(official, empty));
	expect(code).toBe('incomplete_draft');
	expect(details.errors!.map(({ path }) => path)).toEqual(
		expect.arrayContaining([
			'title.uk',
			'summary.uk',
			'canChange',
			'cannotChange',
			'why',
			'affectedGroups',
			'options',
			'documentTitle',
			'documentText',
			'opensOn',
			'closesOn',
			'responsible.name',
			'offlineChannels'
		])
	);
	expect(await app.drafts.page(official, empty)).toMatchObject({ errors: details.errors });
});

test.each([
	[
		'without “do nothing”',
		{ options: completeDraft.options!.map((one) => ({ ...one, doNothing: false })) },
		'options needs_do_nothing'
	],
	['with no notice', { opensOn: '2026-11-25' }, 'opensOn opens_too_early'],
	['for too short a time', { closesOn: '2026-12-09' }, 'closesOn term_too_short'],
	[
		'shorter than recommended without a reason',
		{ closesOn: '2026-12-16' },
		'shortTermReason required'
	],
	['about a place of others', { areaIds: ['turka-hromada'] }, 'areaIds unknown_place'],
	[
		'hosted by a centre that does not serve it',
		{ hostCentreId: 'cip-turka' },
		'hostCentreId not_a_choice'
	],
	['by rules that are not in force', { ruleProfileId: 'ua-3841' }, 'ruleProfileId not_a_choice'],
	['with no way in without the internet', { offlineChannels: [] }, 'offlineChannels required']
] as [string, Partial<Draft>, string][])('nothing is announced %s', async (_, change, error) => {
	const { app, official } = world;
	const { details } = await refusalOf(
		app.drafts.announce(official, await start({ ...completeDraft, ...change }))
	);
	expect(details.errors!.map(({ path, code }) => `${path} ${code}`)).toEqual([error]);
});

test('announced, it has a number, frozen rules, paragraphs and polls, and no draft any more', async () => {
	const { app, official, storage } = world;
	const draft = await start();
	const { number } = await app.drafts.announce(official, draft);
	expect(number).toBe('UA-ZHD-2026-001');
	const page = await app.consultations.page(visitor, { number });
	expect(page).toMatchObject({
		phase: 'announced',
		profile: { id: 'viche-standard', version: 1 },
		paragraphs: [
			{ id: 'p1', number: 1 },
			{ id: 'p2', number: 2 }
		],
		polls: [{ kind: 'single' }, { kind: 'approval' }],
		closesOn: '2026-12-22',
		lateIntakeUntil: '2026-12-29'
	});
	const { db, t } = storage;
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.update(t.ruleProfiles).set({ profile: { ...page.profile, noticeDays: 99 } })
	);
	expect((await app.consultations.page(visitor, { number })).profile.noticeDays).toBe(5);
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.update(t.ruleProfiles).set({ profile: page.profile })
	);
	const [row] = await db.select().from(t.consultations).where(eq(t.consultations.id, draft.id));
	expect(row!.draft).toBeNull();
	expect((await refusalOf(app.drafts.announce(official, draft))).code).toBe('already_announced');
	expect((await refusalOf(app.drafts.revise(official, { id: draft.id, draft: {} }))).code).toBe(
		'already_announced'
	);
});

test('numbers follow each other, and a retry takes none', async () => {
	const { app, official } = world;
	const drafts = await Promise.all([start(), start(), start()]);
	const key = randomUUID();
	const numbers = await Promise.all([
		...drafts.slice(0, 2).map((draft) => app.drafts.announce(official, draft)),
		app.drafts.announce(official, { ...drafts[2], key }),
		app.drafts.announce(official, { ...drafts[2], key })
	]);
	expect(numbers.map(({ number }) => number.slice(-3)).sort()).toEqual([
		'002',
		'003',
		'004',
		'004'
	]);
});

test('two officials do not overwrite each other unasked', async () => {
	const { app, official } = world;
	const { id, version } = await start();
	await app.drafts.revise(official, { id, version, draft: { why: 'перше слово пояснення' } });
	const { code, details } = await refusalOf(
		app.drafts.revise(official, { id, version, draft: { why: 'друге слово пояснення' } })
	);
	expect([code, details.version]).toEqual(['version_conflict', 2]);
	expect((await app.drafts.page(official, { id })).draft.why).toBe('перше слово пояснення');
});

test('a draft is seen and changed by the officials of its authority alone', async () => {
	const { app, consultant, olena, storage } = world;
	const { id, version } = await start();
	const foreign = account('foreign', {
		roles: [{ role: 'official', scope: 'authority', scopeId: 'elsewhere' }]
	});
	for (const actor of [visitor, olena, consultant, foreign]) {
		const attempts = [
			app.drafts.page(actor, { id }),
			app.drafts.revise(actor, { id, version, draft: {} }),
			app.drafts.announce(actor, { id, version }),
			app.drafts.start(actor, { authority: 'zhydachiv-rada' })
		];
		for (const attempt of attempts)
			expect(['not_allowed', 'not_signed_in']).toContain((await refusalOf(attempt)).code);
	}
	expect(await app.drafts.list(foreign, undefined)).toEqual([]);
	const { db, t } = storage;
	const { items } = await app.consultations.list(visitor, {});
	expect(items.every(({ phase }) => phase === 'announced')).toBe(true);
	expect(items).toHaveLength(
		await db.$count(t.consultations, eq(t.consultations.status, 'published'))
	);
});
