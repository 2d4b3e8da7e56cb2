import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import { followKinds } from './model.ts';

export const followTables = (kit: Kit, { accounts }: ReturnType<typeof accountTables>) => ({
	follows: kit.table(
		'follows',
		{
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			kind: kit.choice(followKinds).notNull(),
			/** Of the consultation, the authority or the place. */
			targetId: kit.text().notNull(),
			since: kit.instant().notNull()
		},
		(one) => [
			kit.primaryKey({ columns: [one.accountId, one.kind, one.targetId] }),
			kit.index('follows_by_target').on(one.kind, one.targetId, one.accountId),
			kit.oneOf('follow_kind', one.kind, followKinds)
		]
	)
});
