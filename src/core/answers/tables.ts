import { sql } from 'drizzle-orm';
import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { consultationTables } from '../consultations/tables.ts';
import type { contributionTables } from '../contributions/tables.ts';
import { answerStatuses, type DocumentChange, type Prose } from './model.ts';
import type { ReportFigures } from './figures.ts';

export const answerTables = (
	kit: Kit,
	{ accounts }: ReturnType<typeof accountTables>,
	{ consultations }: ReturnType<typeof consultationTables>,
	{ contributions }: ReturnType<typeof contributionTables>
) => {
	/** The reasons, once for all the contributions that they answer. */
	const answers = kit.table(
		'answers',
		{
			id: kit.id(),
			consultationId: kit
				.text()
				.notNull()
				.references(() => consultations.id),
			reasons: kit.text().notNull(),
			/** Paragraphs of the draft that were changed because of it. */
			paragraphIds: kit.json<string[]>().notNull(),
			answeredBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull()
		},
		(answer) => [kit.index('answers_by_consultation').on(answer.consultationId, answer.at)]
	);
	/** Each contribution has one answer at most, and its own status in it. */
	const answered = kit.table(
		'answered_contributions',
		{
			contributionId: kit.id().references(() => contributions.id),
			answerId: kit
				.text()
				.notNull()
				.references(() => answers.id),
			status: kit.choice(answerStatuses).notNull(),
			/** One more each time it is answered anew. */
			version: kit.integer().notNull().default(1)
		},
		(row) => [
			kit.index('answered_by_answer').on(row.answerId),
			kit.oneOf('answer_status', row.status, answerStatuses)
		]
	);
	/** "This does not answer my proposal" (T19): once by its author, supplemented once by the authority. */
	const disputes = kit.table(
		'disputes',
		{
			contributionId: kit.id().references(() => contributions.id),
			/** The consultation in which it stands. */
			consultationId: kit.text().notNull().default(''),
			text: kit.text().notNull(),
			at: kit.instant().notNull(),
			supplement: kit.text(),
			supplementedAt: kit.instant()
		},
		(dispute) => [
			kit.index('disputes_by_consultation').on(dispute.consultationId),
			kit
				.index('disputes_open')
				.on(dispute.consultationId, dispute.at)
				.where(sql`${dispute.supplement} is null`)
		]
	);
	const reports = kit.table(
		'reports',
		{
			consultationId: kit
				.text()
				.notNull()
				.references(() => consultations.id),
			/** 1 as published first; each correction one more (T17). */
			version: kit.integer().notNull(),
			prose: kit.json<Prose>().notNull(),
			/** Name and post of who signs for the authority (T16). */
			signedBy: kit.text().notNull(),
			/** Counted at publication, never edited. */
			figures: kit.json<ReportFigures>().notNull(),
			/** Why it was corrected; null for the first. */
			reason: kit.text(),
			publishedBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			publishedAt: kit.instant().notNull()
		},
		(report) => [kit.primaryKey({ columns: [report.consultationId, report.version] })]
	);
	/** What an official has written of a report so far. */
	const reportDrafts = kit.table('report_drafts', {
		consultationId: kit.id().references(() => consultations.id),
		prose: kit.json<Prose>().notNull(),
		signedBy: kit.text().notNull(),
		version: kit.integer().notNull(),
		revisedAt: kit.instant().notNull()
	});
	const decisions = kit.table('decisions', {
		consultationId: kit.id().references(() => consultations.id),
		body: kit.text().notNull(),
		number: kit.text().notNull(),
		/** The day on which it was taken, by the clock of the authority. */
		decidedOn: kit.text().notNull(),
		title: kit.text().notNull(),
		/** Address of the document. */
		document: kit.text().notNull(),
		/** What changed because of the consultation. */
		changes: kit.json<DocumentChange[]>().notNull(),
		followUp: kit.text().notNull(),
		recordedBy: kit
			.text()
			.notNull()
			.references(() => accounts.id),
		recordedAt: kit.instant().notNull()
	});
	return {
		answers,
		answeredContributions: answered,
		disputes,
		reports,
		reportDrafts,
		decisions
	};
};
