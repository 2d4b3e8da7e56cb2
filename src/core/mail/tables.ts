import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import { letterKinds } from './model.ts';

export const mailTables = (kit: Kit, { accounts }: ReturnType<typeof accountTables>) => ({
	/** Letters on their way: written with the act itself, emptied when they are sent. */
	letters: kit.table(
		'letters',
		{
			id: kit.id(),
			kind: kit.choice(letterKinds).notNull(),
			/** Whose it is; null for somebody without an account. */
			accountId: kit.text().references(() => accounts.id),
			/** Sealed: receiver, language, links. Null once it is sent or given up. */
			sealed: kit.text(),
			at: kit.instant().notNull(),
			/** The next try. */
			dueAt: kit.instant().notNull(),
			tries: kit.integer().notNull(),
			/** What the mail server said last. */
			problem: kit.text(),
			sentAt: kit.instant()
		},
		(letter) => [
			kit.index('letters_due').on(letter.sentAt, letter.dueAt, letter.id),
			kit.index('letters_by_account').on(letter.accountId),
			kit.index('letters_by_time').on(letter.at),
			kit.oneOf('letter_kind', letter.kind, letterKinds)
		]
	)
});
