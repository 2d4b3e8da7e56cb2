import type { Kit } from '#storage/kit.ts';
import type { consultationTables } from '../consultations/tables.ts';
import { ballotTiers, pollKinds, type Participants, type PollOption } from './model.ts';

export const pollTables = (kit: Kit, { consultations }: ReturnType<typeof consultationTables>) => {
	const polls = kit.table(
		'polls',
		{
			id: kit.id(),
			consultationId: kit
				.text()
				.notNull()
				.references(() => consultations.id),
			position: kit.integer().notNull(),
			kind: kit.choice(pollKinds).notNull(),
			question: kit.text().notNull(),
			options: kit.json<PollOption[]>().notNull(),
			/** The places whose residents vote: those that the consultation concerns. */
			areaIds: kit.json<string[]>().notNull(),
			verified: kit.integer().notNull(),
			declared: kit.integer().notNull()
		},
		(poll) => [
			kit.unique('polls_position').on(poll.consultationId, poll.position),
			kit.oneOf('poll_kind', poll.kind, pollKinds)
		]
	);
	/** No account, no person, no time: the tag is keyed, and its key lies outside the database (RELIABILITY D4). */
	const ballots = kit.table(
		'ballots',
		{
			pollId: kit
				.text()
				.notNull()
				.references(() => polls.id),
			tag: kit.text().notNull(),
			version: kit.integer().notNull(),
			tier: kit.choice(ballotTiers).notNull(),
			areaId: kit.text().notNull(),
			/** Ids of the chosen options, sorted. */
			choice: kit.json<string[]>().notNull(),
			state: kit.choice(['active', 'withdrawn', 'void']).notNull()
		},
		(ballot) => [
			kit.primaryKey({ columns: [ballot.pollId, ballot.tag] }),
			kit.oneOf('ballot_state', ballot.state, ['active', 'withdrawn', 'void']),
			kit.oneOf('ballot_tier', ballot.tier, ballotTiers)
		]
	);
	/**
	 * What a poll that has closed came to, counted once. It holds for these dates and these participants only: whatever
	 * else may happen to a poll, old figures are not shown.
	 */
	const pollResults = kit.table('poll_results', {
		pollId: kit.id().references(() => polls.id),
		closesAt: kit.instant().notNull(),
		verified: kit.integer().notNull(),
		declared: kit.integer().notNull(),
		/** By the id of each option that anybody chose. */
		options: kit.json<Record<string, Participants>>().notNull()
	});
	return { polls, ballots, pollResults };
};
