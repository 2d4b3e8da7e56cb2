import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { areaTables } from '../areas/tables.ts';
import type { consultationTables } from '../consultations/tables.ts';
import type { organisationTables } from '../organisations/tables.ts';
import { channels, contributionKinds, displays, tiers, visibilities } from './model.ts';

export const contributionTables = (
	kit: Kit,
	{ areas }: ReturnType<typeof areaTables>,
	{ accounts }: ReturnType<typeof accountTables>,
	{ organisations }: ReturnType<typeof organisationTables>,
	{ consultations }: ReturnType<typeof consultationTables>
) => ({
	contributions: kit.table(
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
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
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
			language: kit.choice(['uk', 'pl', 'en']).notNull(),
			/** As it was written: for its author and the centre. */
			text: kit.text().notNull(),
			/** What everybody reads after a redaction. */
			publicText: kit.text(),
			visibility: kit.choice(visibilities).notNull(),
			version: kit.integer().notNull(),
			at: kit.instant().notNull()
		},
		(one) => [
			kit.unique('contributions_seq').on(one.consultationId, one.seq),
			kit.index('contributions_by_kind').on(one.consultationId, one.kind, one.seq),
			kit.index('contributions_by_paragraph').on(one.consultationId, one.paragraphId, one.seq),
			kit.index('contributions_by_account').on(one.accountId, one.at),
			kit.oneOf('contribution_kind', one.kind, contributionKinds),
			kit.oneOf('contribution_display', one.display, displays),
			kit.oneOf('contribution_tier', one.tier, tiers),
			kit.oneOf('contribution_visibility', one.visibility, visibilities)
		]
	)
});
