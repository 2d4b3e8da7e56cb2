import { sql } from 'drizzle-orm';
import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { centreTables } from '../centres/tables.ts';
import type { contributionTables } from '../contributions/tables.ts';
import {
	appealChannels,
	appealLanes,
	appealOutcomes,
	groundCodes,
	moderationActions,
	timedKinds
} from './model.ts';

const lanes = Object.keys(appealLanes) as ['fast', 'normal'];

export const moderationTables = (
	kit: Kit,
	{ accounts }: ReturnType<typeof accountTables>,
	{ centres }: ReturnType<typeof centreTables>,
	{ contributions }: ReturnType<typeof contributionTables>
) => {
	const flags = kit.table(
		'flags',
		{
			id: kit.id(),
			contributionId: kit
				.text()
				.notNull()
				.references(() => contributions.id),
			/** The reply that is meant; '' for the contribution itself. */
			replyId: kit.text().notNull().default(''),
			/** Null for a visitor without an account. */
			accountId: kit.text().references(() => accounts.id),
			ground: kit.choice(groundCodes).notNull(),
			note: kit.text().notNull(),
			at: kit.instant().notNull()
		},
		(flag) => [
			kit.unique('flags_once').on(flag.contributionId, flag.replyId, flag.accountId),
			kit.oneOf('flag_ground', flag.ground, groundCodes)
		]
	);
	/** What waits for a look by the centre; gone when decided. */
	const queueItems = kit.table(
		'queue_items',
		{
			contributionId: kit
				.text()
				.notNull()
				.references(() => contributions.id),
			/** The reply that is meant; '' for the contribution itself. */
			replyId: kit.text().notNull().default(''),
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			/** Null: nobody flagged it, it is new. */
			ground: kit.choice(groundCodes),
			flags: kit.integer().notNull(),
			since: kit.instant().notNull(),
			dueAt: kit.instant().notNull(),
			claimedBy: kit.text().references(() => accounts.id),
			claimedUntil: kit.instant()
		},
		(item) => [
			kit.primaryKey({ columns: [item.contributionId, item.replyId] }),
			kit.index('queue_by_due').on(item.centreId, item.dueAt, item.contributionId, item.replyId),
			kit.index('queue_by_time').on(item.dueAt)
		]
	);
	/** The statement of reasons, complete (R-81, requirements §4.4). */
	const moderationDecisions = kit.table(
		'moderation_decisions',
		{
			id: kit.id(),
			contributionId: kit
				.text()
				.notNull()
				.references(() => contributions.id),
			/** The reply that is meant; '' for the contribution itself. */
			replyId: kit.text().notNull().default(''),
			/** The consultation in which it stands, so that its course is found without its contributions. */
			consultationId: kit.text().notNull().default(''),
			/** The version that was decided about, of whichever is meant. */
			contributionVersion: kit.integer().notNull(),
			action: kit.choice(moderationActions).notNull(),
			ground: kit.choice(groundCodes).notNull(),
			reason: kit.text().notNull(),
			lawArticle: kit.text(),
			/** What was taken out: for the author and the centre only. */
			fragment: kit.text(),
			source: kit.choice(['flag', 'own_check']).notNull(),
			automated: kit.flag().notNull(),
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			/** `admin`: hidden at once, to be reviewed by the centre. */
			role: kit.choice(['consultant', 'coordinator', 'admin']).notNull(),
			/** Kept internally: the public sees centre and role. */
			decidedBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			decidedAt: kit.instant().notNull(),
			appealUntil: kit.instant().notNull()
		},
		(decision) => [
			kit
				.unique('decisions_once_per_version')
				.on(decision.contributionId, decision.replyId, decision.contributionVersion),
			kit.index('decisions_by_centre').on(decision.centreId, decision.decidedAt),
			kit.index('decisions_by_consultation').on(decision.consultationId, decision.decidedAt),
			kit.oneOf('decision_action', decision.action, moderationActions),
			kit.oneOf('decision_ground', decision.ground, groundCodes)
		]
	);
	/** One for each decision, decided by a coordinator of a centre in another raion (requirements §4.5). */
	const appeals = kit.table(
		'appeals',
		{
			id: kit.id(),
			decisionId: kit
				.text()
				.notNull()
				.unique()
				.references(() => moderationDecisions.id),
			channel: kit.choice(appealChannels).notNull(),
			lane: kit.choice(lanes).notNull(),
			text: kit.text().notNull(),
			at: kit.instant().notNull(),
			/** Silence until then restores the words, but for M1 and M2. */
			dueAt: kit.instant().notNull(),
			/** Drawn by lot. */
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			/** Null while it waits. */
			outcome: kit.choice(appealOutcomes),
			/** The ground that holds, where it was changed. */
			ground: kit.choice(groundCodes),
			reason: kit.text(),
			/** Kept internally; null where silence decided. */
			decidedBy: kit.text().references(() => accounts.id),
			decidedAt: kit.instant()
		},
		(appeal) => [
			kit.index('appeals_by_centre').on(appeal.centreId, appeal.outcome, appeal.dueAt),
			kit
				.index('appeals_waiting')
				.on(appeal.dueAt)
				.where(sql`${appeal.outcome} is null`),
			kit.oneOf('appeal_channel', appeal.channel, appealChannels),
			kit.oneOf('appeal_lane', appeal.lane, lanes)
		]
	);
	/** How long decisions took, counted as they are taken: no page reads them one by one. */
	const moderationTimes = kit.table(
		'moderation_times',
		{
			/** As `2026-11`. */
			month: kit.text().notNull(),
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			kind: kit.choice(timedKinds).notNull(),
			/** From the queue, or from the appeal, to the decision; begun ones count. */
			hours: kit.integer().notNull(),
			count: kit.integer().notNull(),
			/** Of them, those after the clock. */
			late: kit.integer().notNull()
		},
		(time) => [kit.primaryKey({ columns: [time.month, time.centreId, time.kind, time.hours] })]
	);
	return { flags, queueItems, moderationDecisions, appeals, moderationTimes };
};
