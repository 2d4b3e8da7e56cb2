import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import { consentKinds } from './model.ts';

export const privacyTables = (kit: Kit, { accounts }: ReturnType<typeof accountTables>) => ({
	consents: kit.table(
		'consents',
		{
			id: kit.id(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			kind: kit.choice(consentKinds).notNull(),
			/** The wording that was agreed to: `2026-11`. */
			wording: kit.text().notNull(),
			/** Where it was signed on paper; null where it was given in the account. */
			centreId: kit.text(),
			givenAt: kit.instant().notNull(),
			withdrawnAt: kit.instant()
		},
		(consent) => [
			kit.index('consents_by_account').on(consent.accountId, consent.kind),
			kit.oneOf('consent_kind', consent.kind, consentKinds)
		]
	)
});
