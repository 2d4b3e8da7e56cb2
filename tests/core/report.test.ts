import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportFigures } from '#core/answers/figures.ts';
import { answerAll, prose, reasons, signedBy } from '../support/reports.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
});
afterAll(() => world.storage.close());

const publish = (changes: object = {}, actor = world.official) =>
	world.app.reports.publish(actor, { number, prose, signedBy, ...changes });
const page = () => world.app.reports.page(visitor, { number });

/** On paper, by somebody without an account. */
const paper = (fields: object) =>
	world.app.contributions.enter(world.consultant, {
		number,
		channel: 'paper',
		kind: 'proposal',
		text: 'Зробіть пандус біля пошти.',
		name: 'Марія Дутка',
		areaId: 'teisariv',
		display: 'initials',
		receivedOn: '2026-12-01',
		transcription: 'verbatim',
		...fields
	});

test('people write in every way there is', async () => {
	const { app, olena, stepan, iryna, elsewhere, speaker } = world;
	await world.write(olena, number);
	await world.write(olena, number, { text: 'Ще одна від тієї самої людини.' });
	await world.write(stepan, number, { text: 'Від підтвердженого жителя.' });
	await world.write(elsewhere, number, { kind: 'opinion', text: 'Думка здалеку.' });
	await world.write(speaker, number, { text: 'Від спілки.', organisationId: 'spilka' });
	await world.write(speaker, number, { text: 'Від себе самої.' });
	const withdrawn = await world.write(iryna, number, { text: 'Передумаю згодом.' });
	const hidden = await world.write(iryna, number, { text: 'Купуйте мед дешево!' });
	await paper({ formSerial: 'ZHD-0001' });
	await paper({ formSerial: 'ZHD-0002', text: 'Друга від тієї ж людини.' });
	await paper({ formSerial: 'ZHD-0003', areaId: 'turka', text: 'Тезка з іншого села.' });
	await paper({ channel: 'phone', name: 'Петро Луців', kind: 'question', text: 'Коли відкриють?' });
	await app.contributions.support(stepan, { contributionId: hidden.id });
	const { id } = await app.contributions.bySeq(visitor, { number, seq: 1 });
	await app.contributions.support(stepan, { contributionId: id });
	await app.contributions.reply(stepan, { contributionId: id, text: 'Так, потрібна.' });
	const answered = await world.write(iryna, number, { text: 'Передумаю після відповіді.' });
	await app.answers.give(world.official, {
		answered: [{ contributionId: answered.id, status: 'accepted' }],
		reasons
	});
	for (const { id } of [withdrawn, answered]) await app.contributions.withdraw(iryna, { id });
	await app.moderation.decide(world.consultant, {
		id: hidden.id,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Реклама товару, не пропозиція до проєкту.'
	});
});

test('there is no report before closing, in late intake, or while a proposal waits', async () => {
	expect(await codeOf(publish())).toBe('not_now');
	world.moveTo('2026-12-28T10:00:00Z');
	expect(await codeOf(publish())).toBe('proposals_pending');
	await paper({ formSerial: 'ZHD-0004', name: 'Іван Савчин', receivedOn: '2026-12-22' });
	await answerAll(world, number);
	expect(await codeOf(publish())).toBe('late_intake_open');
	world.moveTo('2026-12-29T21:59:59Z');
	expect(await codeOf(publish())).toBe('late_intake_open');
	world.moveTo('2026-12-29T22:00:00Z');
	expect(await codeOf(page())).toBe('no_report');
});

test('only officials of the authority publish, and all of the prose has to be there', async () => {
	for (const actor of [world.otherOfficial, world.consultant, world.olena])
		expect(await codeOf(publish({}, actor))).toBe('not_allowed');
	const incomplete = { prose: { ...prose, whatChanges: 'Усе.', whoIsMissing: '' }, signedBy: 'Я' };
	expect(await fieldErrorsOf(publish(incomplete))).toEqual([
		'prose.whatChanges: too_short',
		'prose.whoIsMissing: required',
		'signedBy: too_short'
	]);
});

test('what is written of it is kept, complete or not, and no older page overwrites it', async () => {
	const { app, official } = world;
	const revise = (version: number, lesson: string) =>
		app.reports.revise(official, { number, prose: { lesson }, signedBy: '', version });
	expect(await revise(0, 'Раніше починати.')).toEqual({ version: 1 });
	expect(await codeOf(revise(0, 'Зі старої сторінки.'))).toBe('version_conflict');
	const draft = await app.reports.draft(official, { number });
	expect(draft).toMatchObject({
		version: 1,
		pending: 0,
		lateIntakeUntil: null,
		prose: { lesson: 'Раніше починати.', whoTookPart: '' }
	});
	expect(await codeOf(app.reports.draft(world.otherOfficial, { number }))).toBe('not_allowed');
});

test('the report counts texts and people apart, and never adds verified, declared and organisations', async () => {
	await publish();
	const { figures, answers, version, signedBy: signed } = await page();
	expect({ version, signed }).toEqual({ version: 1, signed: signedBy });
	expect(figures.tiers).toEqual({
		verified: { texts: 1, people: 1 },
		// Olena, Iryna, two who write elsewhere or for themselves, Maria and her namesake, Petro, Ivan.
		declared: { texts: 10, people: 8 },
		organisation: { texts: 1, people: 1 }
	});
	expect(figures).toMatchObject({
		kinds: { proposal: 10, opinion: 1, remark: 0, question: 1 },
		channels: { online: 7, paper: 4, phone: 1 },
		withdrawn: 2,
		late: 1,
		replies: 1,
		supports: 2,
		answers: { accepted: 10, noted: 2 },
		moderation: { hidden: 1, redacted: 0, byGround: [{ ground: 'M6_spam', count: 1 }] },
		delayDays: 0
	});
	expect(figures.places.map(({ area, tiers }) => [area.uk, tiers.declared])).toEqual([
		['Тейсарів', { texts: 8, people: 6 }],
		['Турка', { texts: 2, people: 2 }]
	]);
	expect(answers.map(({ answered }) => answered.length)).toEqual([12, 1]);
	expect(JSON.stringify(await page())).not.toContain('Купуйте');
});

test('whoever counts the rows of the open data gets the figures of the report', async () => {
	const rows = await world.app.reports.export(visitor, { number });
	const { figures } = await page();
	const standing = rows.filter(({ state }) => state !== 'withdrawn');
	const tally = <Name extends string>(
		names: Record<Name, number>,
		name: (row: (typeof rows)[number]) => Name | null
	) => {
		const counted = Object.fromEntries(Object.keys(names).map((one) => [one, 0]));
		for (const row of standing) {
			const one = name(row);
			if (one !== null) counted[one] = (counted[one] ?? 0) + 1;
		}
		return counted;
	};
	const count = (of: typeof rows) => ({
		texts: of.length,
		people: new Set(of.map(({ voice }) => voice)).size
	});
	const byTier = (of: typeof rows) =>
		Object.fromEntries(
			(['verified', 'declared', 'organisation'] as const).map((tier) => [
				tier,
				count(of.filter((row) => row.tier === tier))
			])
		) as ReportFigures['tiers'];
	expect(byTier(standing)).toEqual(figures.tiers);
	for (const { area, tiers } of figures.places)
		expect(byTier(standing.filter((row) => row.area.uk === area.uk))).toEqual(tiers);
	expect(tally(figures.kinds, ({ kind }) => kind)).toEqual(figures.kinds);
	expect(tally(figures.channels, ({ channel }) => channel)).toEqual(figures.channels);
	expect(tally(figures.answers, ({ status }) => status)).toEqual(figures.answers);
	expect(rows.length - standing.length).toBe(figures.withdrawn);
	expect(standing.reduce((sum, { support }) => sum + support, 0)).toBe(figures.supports);
	expect(JSON.stringify(rows)).not.toMatch(/Купуйте|Передумаю|Коваль|Дутка|olena|iryna/);
});

test('once there is a report nothing of its figures moves, and there is no second one', async () => {
	const { figures } = await page();
	expect(await codeOf(publish())).toBe('report_published');
	expect(await codeOf(world.app.reports.draft(world.official, { number }))).toBe(
		'report_published'
	);
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.update(t.contributions).set({ supports: 99 })
	);
	expect((await page()).figures).toEqual(figures);
});

test('a correction has a reason, changes the prose only, and what stood there stays readable', async () => {
	const { app, official } = world;
	const before = await page();
	const correct = (reason: string, actor = official) =>
		app.reports.correct(actor, {
			version: 1,
			number,
			prose: { ...prose, lesson: 'Наступного разу почнемо раніше.' },
			signedBy,
			reason
		});
	expect(await fieldErrorsOf(correct('Помилка.'))).toEqual(['reason: too_short']);
	expect(await codeOf(correct('Ми забули написати, чого навчилися.', world.otherOfficial))).toBe(
		'not_allowed'
	);
	await correct('Ми забули написати, чого навчилися.');
	expect(await codeOf(correct('Зі старої сторінки, де цього ще немає.'))).toBe('version_conflict');
	const after = await page();
	expect(after).toMatchObject({
		version: 2,
		figures: before.figures,
		prose: { lesson: 'Наступного разу почнемо раніше.' },
		reason: 'Ми забули написати, чого навчилися.',
		earlier: [{ version: 1, prose: { lesson: '' }, reason: null }]
	});
	const { course } = await app.consultations.page(visitor, { number });
	expect(course.at(-1)).toMatchObject({ step: 'report_corrected' });
});
