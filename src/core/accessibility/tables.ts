import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import { answerWays, requestOutcomes } from './model.ts';

export const accessibilityTables = (kit: Kit, { accounts }: ReturnType<typeof accountTables>) => ({
	/** What somebody could not use, and what was done about it. */
	accessibilityRequests: kit.table(
		'accessibility_requests',
		{
			id: kit.id(),
			number: kit.text().notNull().unique(),
			year: kit.integer().notNull(),
			sequence: kit.integer().notNull(),
			/** Null for whoever has no account, and for those whose account is gone. */
			accountId: kit.text().references(() => accounts.id),
			way: kit.choice(answerWays).notNull(),
			/** Sealed: the e-mail address; null where none was given, and once the answer is on its way. */
			sealed: kit.text(),
			language: kit.choice(['uk', 'pl', 'en']).notNull(),
			page: kit.text().notNull(),
			what: kit.text().notNull(),
			wish: kit.text().notNull(),
			receivedAt: kit.instant().notNull(),
			dueAt: kit.instant().notNull(),
			delayedTo: kit.instant(),
			delayedAt: kit.instant(),
			delayReason: kit.text(),
			outcome: kit.choice(requestOutcomes),
			answer: kit.text(),
			answeredAt: kit.instant(),
			/** The words are gone; that there was a request, and whether it was answered in time, stays. */
			erasedAt: kit.instant(),
			version: kit.integer().notNull()
		},
		(request) => [
			kit.unique('accessibility_requests_sequence').on(request.year, request.sequence),
			// Those that wait come first, in the order in which they are due.
			kit.index('accessibility_requests_by_answer').on(request.answeredAt, request.dueAt),
			kit.index('accessibility_requests_by_account').on(request.accountId, request.receivedAt),
			kit.oneOf('accessibility_way', request.way, answerWays),
			kit.oneOf('accessibility_outcome', request.outcome, requestOutcomes)
		]
	)
});
