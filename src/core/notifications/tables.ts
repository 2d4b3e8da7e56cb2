import { sql } from 'drizzle-orm';
import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { consultationTables } from '../consultations/tables.ts';
import type { contributionTables } from '../contributions/tables.ts';
import { noticeKinds } from './model.ts';

export const notificationTables = (
	kit: Kit,
	{ accounts }: ReturnType<typeof accountTables>,
	{ consultations }: ReturnType<typeof consultationTables>,
	{ contributions }: ReturnType<typeof contributionTables>
) => ({
	/** The outbox: written with the act itself; it names things, never their content. */
	notices: kit.table(
		'notices',
		{
			id: kit.id(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			kind: kit.choice(noticeKinds).notNull(),
			/** Null for what concerns the account itself. */
			consultationId: kit.text().references(() => consultations.id),
			contributionId: kit.text().references(() => contributions.id),
			/** What it is about: a decision, an answer, a reply. */
			objectId: kit.text().notNull(),
			at: kit.instant().notNull(),
			readAt: kit.instant()
		},
		(notice) => [
			kit.index('notices_by_account').on(notice.accountId, notice.id),
			kit.index('notices_unread').on(notice.accountId, notice.readAt),
			kit
				.index('notices_read')
				.on(notice.readAt)
				.where(sql`${notice.readAt} is not null`),
			kit.oneOf('notice_kind', notice.kind, noticeKinds)
		]
	)
});
