import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { centreTables } from '../centres/tables.ts';
import type { contributionTables } from '../contributions/tables.ts';
import { groundCodes, moderationActions } from './model.ts';

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
			/** Null for a visitor without an account. */
			accountId: kit.text().references(() => accounts.id),
			ground: kit.choice(groundCodes).notNull(),
			note: kit.text().notNull(),
			at: kit.instant().notNull()
		},
		(flag) => [
			kit.unique('flags_once').on(flag.contributionId, flag.accountId),
			kit.oneOf('flag_ground', flag.ground, groundCodes)
		]
	);
	/** What waits for a look by the centre; gone when decided. */
	const queueItems = kit.table(
		'queue_items',
		{
			contributionId: kit.id().references(() => contributions.id),
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
		(item) => [kit.index('queue_by_due').on(item.centreId, item.dueAt)]
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
			role: kit.choice(['consultant', 'coordinator']).notNull(),
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
				.on(decision.contributionId, decision.contributionVersion),
			kit.index('decisions_by_centre').on(decision.centreId, decision.decidedAt),
			kit.oneOf('decision_action', decision.action, moderationActions),
			kit.oneOf('decision_ground', decision.ground, groundCodes)
		]
	);
	return { flags, queueItems, moderationDecisions };
};
