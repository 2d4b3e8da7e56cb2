import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayOf, daysBetween } from '#core/kernel/time.ts';
import { report } from '../support/reports.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, day, type World } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
const reason = 'Через відключення світла люди не встигають подати пропозиції.';
const document = 'https://rada.example.org/rozporyadzhennia.pdf';
let world: World;
let number: string;

describe('the course of an open consultation', () => {
	beforeEach(async () => {
		world = await createWorld();
		({ number } = await world.open());
	});
	afterEach(() => world.storage.close());

	const page = () => world.app.consultations.page(visitor, { number });
	const extend = (closesOn: string, actor = world.official) =>
		world.app.consultations.extend(actor, { number, reason, closesOn });
	const suspend = (actor = world.official) =>
		world.app.consultations.suspend(actor, { number, reason });
	const resume = (actor = world.official) =>
		world.app.consultations.resume(actor, { number, reason });
	const cancel = (changes: object = {}, actor = world.official) =>
		world.app.consultations.cancel(actor, {
			number,
			reason: `${reason} Раду розпущено, і новий склад почне спочатку, з іншим проєктом статуту.`,
			document,
			...changes
		});

	test('it is extended, never shortened, and the earlier date stays readable (R-24)', async () => {
		for (const closesOn of ['2026-12-22', '2026-12-10', '2020-01-01'])
			expect(await fieldErrorsOf(extend(closesOn))).toEqual(['closesOn: not_later']);
		for (const closesOn of ['2026-12-32', 'завтра'])
			expect(await fieldErrorsOf(extend(closesOn))).toEqual(['closesOn: not_a_date']);
		const before = await page();
		await extend('2027-01-10');
		const after = await page();
		// 10 January 2027 is a Sunday.
		expect(after).toMatchObject({ closesOn: '2027-01-11', lateIntakeUntil: '2027-01-18' });
		expect(after.reportDueAt).toBeGreaterThan(before.reportDueAt);
		expect(after.course).toMatchObject([
			{
				step: 'changed',
				kind: 'extended',
				role: 'official',
				reason,
				closedAt: before.closesAt,
				closesAt: after.closesAt
			}
		]);
	});

	test('every change needs a reason that says something', async () => {
		const { consultations } = world.app;
		const short = { number, reason: 'Так треба.' };
		const { official } = world;
		for (const work of [
			consultations.extend(official, { ...short, closesOn: '2027-01-10' }),
			consultations.suspend(official, short)
		])
			expect(await fieldErrorsOf(work)).toEqual(['reason: too_short']);
		expect(await fieldErrorsOf(cancel({ reason }))).toEqual(['reason: too_short']);
		expect(await fieldErrorsOf(cancel({ document: '' }))).toEqual(['document: required']);
		expect((await page()).course).toEqual([]);
	});

	test('others change nothing: only the authority, and a coordinator of the centre stops and resumes', async () => {
		const { otherOfficial, consultant, coordinator, strangers, olena } = world;
		for (const actor of [otherOfficial, consultant, strangers, olena]) {
			expect(await codeOf(extend('2027-01-10', actor))).toBe('not_allowed');
			expect(await codeOf(suspend(actor))).toBe('not_allowed');
			expect(await codeOf(cancel({}, actor))).toBe('not_allowed');
		}
		expect(await codeOf(extend('2027-01-10', coordinator))).toBe('not_allowed');
		expect(await codeOf(cancel({}, coordinator))).toBe('not_allowed');
		expect(await codeOf(suspend(coordinator))).toBe('done');
	});

	test('while it is suspended nobody writes, supports or votes; the page and the words stay', async () => {
		const { app, olena, stepan } = world;
		const { id: contributionId } = await world.write(olena, number);
		await suspend();
		expect(await page()).toMatchObject({ phase: 'suspended', suspendedAt: world.now() });
		const { polls } = await page();
		expect(await codeOf(world.write(olena, number))).toBe('consultation_not_open');
		expect(await codeOf(app.contributions.support(stepan, { contributionId }))).toBe(
			'consultation_not_open'
		);
		const vote = app.polls.cast(stepan, { pollId: polls[0]!.id, choice: { option: 'a' } });
		expect(await codeOf(vote)).toBe('poll_closed');
		expect((await app.contributions.list(visitor, { number })).items).toHaveLength(1);
		expect(await codeOf(suspend())).toBe('not_now');
		expect(await codeOf(extend('2027-01-10'))).toBe('not_now');
	});

	test('who suspended it resumes it: the centre what the centre stopped, the authority what it did', async () => {
		await suspend(world.coordinator);
		expect(await codeOf(resume(world.official))).toBe('not_allowed');
		await resume(world.coordinator);
		await suspend(world.official);
		expect(await codeOf(resume(world.coordinator))).toBe('not_allowed');
		expect(await codeOf(resume(world.official))).toBe('done');
	});

	test('a resumption gives back the days that were left', async () => {
		await suspend();
		world.moveTo('2026-12-11T10:00:00Z');
		await resume();
		// 1 December had 21 days before it: so has 11 December.
		expect(await page()).toMatchObject({
			phase: 'open',
			suspendedAt: null,
			closesOn: addDays('2026-12-11', 21)
		});
	});

	test('and at least five of them', async () => {
		world.moveTo('2026-12-21T10:00:00Z');
		await suspend();
		world.moveTo('2027-02-01T10:00:00Z');
		await resume();
		const { closesOn } = await page();
		expect(daysBetween('2027-02-01', closesOn)).toBeGreaterThanOrEqual(5);
		expect(await codeOf(world.write(world.olena, number))).toBe('done');
	});

	test('a cancellation keeps the page and all that was written, tells why, and is for good', async () => {
		const { app, olena } = world;
		await world.write(olena, number);
		await cancel();
		expect(await page()).toMatchObject({
			phase: 'cancelled',
			course: [{ kind: 'cancelled', document }]
		});
		expect((await app.contributions.list(visitor, { number })).items).toHaveLength(1);
		for (const work of [resume(), suspend(), cancel(), extend('2027-01-10')])
			expect(await codeOf(work)).toBe('not_now');
		const listed = await app.consultations.list(visitor, { phase: 'cancelled' });
		expect(listed.items.map((one) => one.number)).toEqual([number]);
	});

	test('after closing it is neither extended nor suspended; cancelled only until the report', async () => {
		world.moveTo('2026-12-30T10:00:00Z');
		expect(await codeOf(extend('2027-01-10'))).toBe('not_now');
		expect(await codeOf(suspend())).toBe('not_now');
		await report(world, number);
		expect(await codeOf(cancel())).toBe('not_now');
		expect((await page()).phase).toBe('reported');
	});

	test('why a report is late is said in public, and it stays late', async () => {
		const { app, official } = world;
		const explain = () => app.consultations.explainDelay(official, { number, reason });
		expect(await codeOf(explain())).toBe('not_now');
		world.moveTo('2027-01-25T10:00:00Z');
		await explain();
		expect(await page()).toMatchObject({
			phase: 'report_overdue',
			course: [{ kind: 'delay_explained', reason, closesAt: null }]
		});
	});

	test('those who follow by feed are told of each step, with its reason', async () => {
		await extend('2027-01-10');
		world.moveTo('2026-12-02T10:00:00Z');
		await suspend();
		const entries = await world.app.consultations.feed(visitor, { number });
		expect(entries.map(({ kind }) => kind)).toEqual(['suspended', 'extended', 'announced']);
		expect(entries[0]).toMatchObject({ reason, number });
	});
});

describe('a consultation suspended before its opening', () => {
	beforeEach(async () => {
		world = await createWorld();
		({ number } = await world.announced());
		await world.app.consultations.suspend(world.official, { number, reason });
	});
	afterEach(() => world.storage.close());

	const resume = () => world.app.consultations.resume(world.official, { number, reason });
	const page = () => world.app.consultations.page(visitor, { number });

	test('loses nothing when it is resumed before that day', async () => {
		const before = await page();
		world.moveTo('2026-11-27T10:00:00Z');
		await resume();
		expect(await page()).toMatchObject({
			phase: 'announced',
			opensAt: before.opensAt,
			closesAt: before.closesAt
		});
	});

	test('opens on the day of its resumption, for its whole term', async () => {
		world.moveTo('2026-12-09T10:00:00Z');
		await resume();
		expect(await page()).toMatchObject({
			phase: 'open',
			opensAt: world.now(),
			opensOn: '2026-12-09',
			// From 29 November to 22 December were 23 days.
			closesOn: addDays('2026-12-09', 23)
		});
	});
});

describe('whatever is done with the dates of a consultation, in whatever order', () => {
	beforeAll(async () => {
		world = await createWorld();
	});
	afterAll(() => world.storage.close());

	test('closing never moves earlier, and days that were left are never lost', async () => {
		const { app, official, coordinator } = world;
		const step = fc.record({
			what: fc.constantFrom('extend', 'suspend', 'resume', 'wait'),
			who: fc.constantFrom(official, coordinator),
			days: fc.integer({ min: -5, max: 20 })
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
				const today = () => dayOf(world.now(), 'Europe/Kyiv');
				const { number } = await world.announced({
					opensOn: addDays(today(), 6),
					closesOn: addDays(today(), 40)
				});
				const page = () => app.consultations.page(visitor, { number });
				let last = await page();
				for (const { what, who, days } of steps) {
					const input = { number, reason };
					if (what === 'wait')
						world.moveTo(new Date(world.now() + Math.abs(days) * day).toISOString());
					else if (what === 'extend')
						await codeOf(
							app.consultations.extend(who, { ...input, closesOn: addDays(last.closesOn, days) })
						);
					else await codeOf(app.consultations[what](who, input));
					const now = await page();
					expect(now.closesAt).toBeGreaterThanOrEqual(last.closesAt);
					expect(now.closesOn >= last.closesOn).toBe(true);
					expect(now.lateIntakeUntil >= now.closesOn).toBe(true);
					expect(now.reportDueAt).toBeGreaterThan(now.closesAt);
					if (last.phase === 'suspended' && now.phase === 'open')
						expect(daysBetween(today(), now.closesOn)).toBeGreaterThanOrEqual(5);
					last = now;
				}
			}),
			{ numRuns: 25, seed: 4 }
		);
	});
});
