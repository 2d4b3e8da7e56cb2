import { afterAll, beforeAll, expect, test } from 'vitest';
import { prose, report, reasons, signedBy } from '../support/reports.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, day, type World } from '../support/world.ts';

let world: World;
let number: string;
let proposal: { id: string; seq: number };
const visitor = { kind: 'visitor' } as const;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	proposal = await world.write(world.olena, number);
});
afterAll(() => world.storage.close());

const decision = {
	body: 'Жидачівська міська рада',
	decisionNumber: '12/7',
	decidedOn: '2027-01-20',
	title: 'Про затвердження Статуту громади',
	document: 'https://rada.example.org/statut.pdf',
	changes: [{ paragraphId: 'p1', before: 'Було так.', after: 'Стало так.', because: [1] }]
};
const decide = (changes: object = {}, actor = world.official) =>
	world.app.reports.decide(actor, { number, ...decision, ...changes });
const dispute = (text: string, actor = world.olena) =>
	world.app.answers.dispute(actor, { contributionId: proposal.id, text });
const supplement = (text: string, actor = world.official) =>
	world.app.answers.supplement(actor, { contributionId: proposal.id, text });
const objection = 'Мене питали про лавку, а відповіли про дорогу.';

test('there is no decision, and nothing to dispute, before the report', async () => {
	world.moveTo('2026-12-30T10:00:00Z');
	expect(await codeOf(decide())).toBe('no_report');
	expect(await codeOf(dispute(objection))).toBe('not_found');
	await world.app.answers.give(world.official, {
		answered: [{ contributionId: proposal.id, status: 'not_accepted' }],
		reasons
	});
	expect(await codeOf(dispute(objection))).toBe('not_now');
	await report(world, number);
});

test('its author says once that an answer is none, and nobody else does', async () => {
	const { app, olena, stepan } = world;
	expect(await codeOf(dispute(objection, stepan))).toBe('not_found');
	expect(await codeOf(supplement('Додаємо пояснення про лавку.'))).toBe('not_found');
	expect(await fieldErrorsOf(dispute('Ні.'))).toEqual(['text: too_short']);
	const own = () => app.contributions.own(olena, { number, seq: proposal.seq });
	expect((await own()).disputable).toBe(true);
	await dispute(objection);
	expect(await codeOf(dispute(objection))).toBe('already_disputed');
	expect(await own()).toMatchObject({ disputable: false, dispute: { text: objection } });
	const { disputes } = await app.answers.inbox(world.official, { number });
	expect(disputes).toMatchObject([{ seq: proposal.seq, text: objection }]);
});

test('the authority adds to its answer once, and has no veto', async () => {
	expect(await codeOf(supplement('Додаємо пояснення про лавку.', world.otherOfficial))).toBe(
		'not_allowed'
	);
	world.moveTo('2027-01-02T10:00:00Z');
	await supplement('Додаємо пояснення про лавку.');
	expect(await codeOf(supplement('І ще раз додаємо про лавку.'))).toBe('already_decided');
	const { dispute } = await world.app.contributions.own(world.olena, {
		number,
		seq: proposal.seq
	});
	expect(dispute).toMatchObject({ text: objection, supplement: 'Додаємо пояснення про лавку.' });
	const [notice] = (await world.app.notices.own(world.olena, {})).items;
	expect(notice).toMatchObject({ kind: 'answer_supplemented', seq: proposal.seq });
});

test('a decision names a day that is over, paragraphs and contributions that are there', async () => {
	world.moveTo('2027-01-20T10:00:00Z');
	const [change] = decision.changes;
	expect(await fieldErrorsOf(decide({ decidedOn: '2027-01-21' }))).toEqual([
		'decidedOn: in_future'
	]);
	expect(await fieldErrorsOf(decide({ document: 'статут.pdf' }))).toEqual([
		'document: not_an_address'
	]);
	expect(await fieldErrorsOf(decide({ changes: [{ ...change, paragraphId: 'p9' }] }))).toEqual([
		'changes.0.paragraphId: not_a_choice'
	]);
	for (const because of [[2], [0], [1.5]])
		expect(await fieldErrorsOf(decide({ changes: [{ ...change, because }] }))).toEqual([
			'changes.0.because: unknown_number'
		]);
	for (const actor of [world.otherOfficial, world.coordinator, world.olena])
		expect(await codeOf(decide({}, actor))).toBe('not_allowed');
});

test('the decision stands with what changed because of whom, and its authors find it there', async () => {
	const { app, olena } = world;
	await decide();
	expect(await codeOf(decide())).toBe('already_decided');
	const page = await app.reports.page(visitor, { number });
	expect(page).toMatchObject({
		consultation: { phase: 'decided' },
		decision: { number: '12/7', beforeReport: false, changes: [{ paragraph: 1, because: [1] }] }
	});
	const fate = await app.contributions.own(olena, { number, seq: proposal.seq });
	expect(fate.decision).toMatchObject({ title: decision.title, changes: [{ because: [1] }] });
});

test('thirty days after the report it is too late to dispute', async () => {
	const other = await createWorld();
	const { number } = await other.open();
	const { id } = await other.write(other.olena, number);
	other.moveTo('2026-12-30T10:00:00Z');
	await report(other, number);
	const reportedAt = other.now();
	const say = () => other.app.answers.dispute(other.olena, { contributionId: id, text: objection });
	other.moveTo(new Date(reportedAt + 30 * day + 1).toISOString());
	expect(await codeOf(say())).toBe('not_now');
	await other.storage.close();
});

test('a decision older than the report says so, and half a year without one is told', async () => {
	const other = await createWorld();
	const { app, official } = other;
	const { number } = await other.open();
	other.moveTo('2027-01-25T10:00:00Z');
	await app.reports.publish(official, { number, prose, signedBy });
	const page = () => app.reports.page(visitor, { number });
	expect(await page()).toMatchObject({ decisionMissing: false, figures: { delayDays: 4 } });
	other.moveTo('2027-07-25T10:00:00Z');
	expect((await page()).decisionMissing).toBe(true);
	await app.reports.decide(official, { number, ...decision, changes: [] });
	expect(await page()).toMatchObject({ decisionMissing: false, decision: { beforeReport: true } });
	await other.storage.close();
});
