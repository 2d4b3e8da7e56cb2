import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader } from '#storage/storage.ts';
import { consultationsNamed } from '../../consultations/queries/named.ts';
import type { Became } from './became.ts';
import type { Row } from './rows.ts';

export type Around = Omit<Became, 'contribution'> & { answeredAt: number | undefined };

/** What happened around one's own contributions, by their ids; however many there are, the same few queries are asked. */
export async function aroundOf(
	reader: Reader,
	accountId: string,
	rows: readonly Row[]
): Promise<Map<string, Around>> {
	if (rows.length === 0) return new Map();
	const ids = rows.map(({ id }) => id);
	const numbers = [...new Set(rows.map(({ consultation }) => consultation!))];
	const named = await consultationsNamed(reader, numbers);
	const of = <Item extends { contributionId: string }>(found: readonly Item[]) =>
		Map.groupBy(found, ({ contributionId }) => contributionId);
	const replies = of(await reader.run(repliesQuery, { ids, accountId }));
	const decided = of(await reader.run(decidedQuery, { ids }));
	const disputes = of(await reader.run(disputesQuery, { ids }));
	const answers = of(await reader.run(answeredQuery, { ids }));
	const decisions = new Map(
		(await reader.run(decisionsQuery, { numbers })).map((one) => [one.number!, one])
	);
	return new Map(
		rows.map(({ id, seq, consultation }) => {
			const decision = decisions.get(consultation!);
			return [
				id,
				{
					replies: replies.get(id) ?? [],
					decided: (decided.get(id) ?? []).map(
						({ appealedAt, outcome, appealDecidedAt, ...one }) => ({
							...one,
							appeal:
								appealedAt === null ? null : { at: appealedAt, outcome, decidedAt: appealDecidedAt }
						})
					),
					dispute: disputes.get(id)?.[0] ?? null,
					answeredAt: answers.get(id)?.[0]?.at,
					consultation: named.get(consultation!)!,
					decision: decision
						? {
								title: decision.title,
								decidedOn: decision.decidedOn,
								changes: decision.changes.filter(({ because }) => because.includes(seq)).length
							}
						: null
				}
			];
		})
	);
}

const value = sql.placeholder;

const repliesQuery = query<{ ids: string[]; accountId: string }>()('replies_by_badge', (db, t) => {
	const one = t.replies;
	return db
		.select({
			contributionId: one.contributionId,
			badge: one.badge,
			count: sql<number>`count(*)`.mapWith(Number),
			at: sql<number>`max(${one.at})`.mapWith(Number)
		})
		.from(one)
		.where(
			and(
				among(one.contributionId, 'ids'),
				ne(one.accountId, value('accountId')),
				inArray(one.visibility, ['public', 'redacted'])
			)
		)
		.groupBy(one.contributionId, one.badge);
});

const decidedQuery = query<{ ids: string[] }>()('decided_about_contributions', (db, t) => {
	const one = t.moderationDecisions;
	return db
		.select({
			contributionId: one.contributionId,
			id: one.id,
			action: one.action,
			ground: one.ground,
			centre: { slug: t.centres.slug, town: t.centres.town },
			at: one.decidedAt,
			appealedAt: t.appeals.at,
			outcome: t.appeals.outcome,
			appealDecidedAt: t.appeals.decidedAt
		})
		.from(one)
		.innerJoin(t.centres, eq(t.centres.id, one.centreId))
		.leftJoin(t.appeals, eq(t.appeals.decisionId, one.id))
		.where(and(among(one.contributionId, 'ids'), eq(one.replyId, ''), ne(one.action, 'none')))
		.orderBy(asc(one.contributionVersion));
});

const disputesQuery = query<{ ids: string[] }>()('disputes_of_contributions', (db, t) =>
	db
		.select({
			contributionId: t.disputes.contributionId,
			at: t.disputes.at,
			supplementedAt: t.disputes.supplementedAt
		})
		.from(t.disputes)
		.where(among(t.disputes.contributionId, 'ids'))
);

const answeredQuery = query<{ ids: string[] }>()('contributions_answered_at', (db, t) =>
	db
		.select({ contributionId: t.answeredContributions.contributionId, at: t.answers.at })
		.from(t.answeredContributions)
		.innerJoin(t.answers, eq(t.answers.id, t.answeredContributions.answerId))
		.where(among(t.answeredContributions.contributionId, 'ids'))
);

const decisionsQuery = query<{ numbers: string[] }>()('decisions_in_short', (db, t) =>
	db
		.select({
			number: t.consultations.number,
			title: t.decisions.title,
			decidedOn: t.decisions.decidedOn,
			changes: t.decisions.changes
		})
		.from(t.consultations)
		.innerJoin(t.decisions, eq(t.decisions.consultationId, t.consultations.id))
		.where(among(t.consultations.number, 'numbers'))
);
