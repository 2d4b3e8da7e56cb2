import { sql } from 'drizzle-orm';
import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { areaTables } from '../areas/tables.ts';
import type { consultationTables } from '../consultations/tables.ts';
import type { organisationTables } from '../organisations/tables.ts';
import { badges, channels, contributionKinds, displays, tiers, visibilities } from './model.ts';

const languages = ['uk', 'pl', 'en'] as const;

export const contributionTables = (
	kit: Kit,
	{ areas }: ReturnType<typeof areaTables>,
	{ accounts }: ReturnType<typeof accountTables>,
	{ organisations }: ReturnType<typeof organisationTables>,
	{ consultations }: ReturnType<typeof consultationTables>
) => {
	const contributions = kit.table(
		'contributions',
		{
			id: kit.id(),
			consultationId: kit
				.text()
				.notNull()
				.references(() => consultations.id),
			/** Its number within the consultation, without gaps. */
			seq: kit.integer().notNull(),
			kind: kit.choice(contributionKinds).notNull(),
			paragraphId: kit.text(),
			/** Null for somebody known from paper or voice only. */
			accountId: kit.text().references(() => accounts.id),
			organisationId: kit.text().references(() => organisations.id),
			display: kit.choice(displays).notNull(),
			/** The author's name on that day. */
			authorName: kit.text().notNull(),
			areaId: kit
				.text()
				.notNull()
				.references(() => areas.id),
			tier: kit.choice(tiers).notNull(),
			channel: kit.choice(channels).notNull(),
			language: kit.choice(languages).notNull(),
			/** As it was written: for its author and the centre. */
			text: kit.text().notNull(),
			/** What everybody reads after a redaction. */
			publicText: kit.text(),
			visibility: kit.choice(visibilities).notNull(),
			version: kit.integer().notNull(),
			at: kit.instant().notNull(),
			/** The author's last correction. */
			correctedAt: kit.instant(),
			/** Kept in the transaction of each support and reply, so that no page counts rows. */
			supports: kit.integer().notNull().default(0),
			/** Organisations that agree; never added to the people who do. */
			organisationSupports: kit.integer().notNull().default(0),
			replies: kit.integer().notNull().default(0),
			/** Whether the authority has answered; the answer itself stands in `answers`. */
			answered: kit.flag().notNull().default(false)
		},
		(one) => [
			kit.unique('contributions_seq').on(one.consultationId, one.seq),
			kit.index('contributions_by_kind').on(one.consultationId, one.kind, one.seq),
			kit.index('contributions_by_paragraph').on(one.consultationId, one.paragraphId, one.seq),
			// Channel and tier are there to be filtered by without a look at each row.
			kit
				.index('contributions_by_answer')
				.on(one.consultationId, one.answered, one.seq, one.channel, one.tier),
			kit
				.index('contributions_by_kind_and_answer')
				.on(one.consultationId, one.kind, one.answered, one.seq),
			kit
				.index('contributions_by_support')
				.on(one.consultationId, one.supports, one.seq, one.channel, one.tier),
			kit
				.index('contributions_by_kind_and_support')
				.on(one.consultationId, one.kind, one.supports, one.seq),
			kit.index('contributions_by_channel').on(one.consultationId, one.channel, one.seq),
			kit.index('contributions_by_organisation').on(one.consultationId, one.tier, one.seq),
			kit.index('contributions_by_account').on(one.accountId, one.at),
			kit
				.index('contributions_in_name')
				.on(one.organisationId, one.at, one.id)
				.where(sql`${one.organisationId} is not null`),
			kit.oneOf('contribution_kind', one.kind, contributionKinds),
			kit.oneOf('contribution_display', one.display, displays),
			kit.oneOf('contribution_tier', one.tier, tiers),
			kit.oneOf('contribution_channel', one.channel, channels),
			kit.oneOf('contribution_visibility', one.visibility, visibilities)
		]
	);
	/** What an author wrote before a correction. */
	const versions = kit.table(
		'contribution_versions',
		{
			contributionId: kit
				.text()
				.notNull()
				.references(() => contributions.id),
			version: kit.integer().notNull(),
			text: kit.text().notNull(),
			/** What everybody reads of it after a redaction. */
			publicText: kit.text(),
			/** When it was written. */
			at: kit.instant().notNull()
		},
		(one) => [kit.primaryKey({ columns: [one.contributionId, one.version] })]
	);
	const replies = kit.table(
		'replies',
		{
			id: kit.id(),
			contributionId: kit
				.text()
				.notNull()
				.references(() => contributions.id),
			/** The reply that it answers; null under the contribution itself. */
			parentId: kit.text(),
			/** 1 under the contribution. */
			depth: kit.integer().notNull(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			organisationId: kit.text().references(() => organisations.id),
			badge: kit.choice(badges),
			display: kit.choice(displays).notNull(),
			authorName: kit.text().notNull(),
			areaId: kit
				.text()
				.notNull()
				.references(() => areas.id),
			tier: kit.choice(tiers).notNull(),
			language: kit.choice(languages).notNull(),
			text: kit.text().notNull(),
			publicText: kit.text(),
			visibility: kit.choice(visibilities).notNull(),
			version: kit.integer().notNull(),
			at: kit.instant().notNull()
		},
		(reply) => [
			kit.index('replies_by_contribution').on(reply.contributionId, reply.at, reply.id),
			kit.index('replies_by_account').on(reply.accountId, reply.at),
			kit.oneOf('reply_badge', reply.badge, badges),
			kit.oneOf('reply_display', reply.display, displays),
			kit.oneOf('reply_visibility', reply.visibility, visibilities)
		]
	);
	/** "I agree": one mark of an account on a contribution, for itself or in the name of an organisation. */
	const supports = kit.table(
		'supports',
		{
			contributionId: kit
				.text()
				.notNull()
				.references(() => contributions.id),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			organisationId: kit.text().references(() => organisations.id)
		},
		(support) => [
			kit.primaryKey({ columns: [support.contributionId, support.accountId] }),
			// Whoever of its representatives agrees, an organisation agrees once.
			kit.unique('supports_of_organisation').on(support.contributionId, support.organisationId),
			kit.index('supports_by_account').on(support.accountId)
		]
	);
	return { contributions, contributionVersions: versions, replies, supports };
};
