import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, variants, type Reader } from '#storage/storage.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { Visibility } from '../model.ts';
import type { Answer, Provenance, Stub } from './rows.ts';

/** Words that may have been moderated: a contribution, or a reply under one. */
interface Moderated {
	contributionId: string;
	/** '' for the contribution itself. */
	replyId: string;
	visibility: Visibility;
}

const keyOf = ({ contributionId, replyId }: Omit<Moderated, 'visibility'>, action: string) =>
	`${contributionId} ${replyId} ${action}`;

/** The decisions by which words of a page are as they are: asks once for all; null for words nobody touched. */
export async function stubsOf(
	reader: Reader,
	words: readonly Moderated[]
): Promise<(one: Moderated) => Stub | null> {
	const touched = words.filter(({ visibility }) => isModerated(visibility));
	if (touched.length === 0) return () => null;
	const contributionIds = distinct(touched.map((one) => one.contributionId));
	const stubs = new Map<string, Stub>();
	const ofReplies = touched[0]!.replyId !== '';
	// Later ones take the place of earlier ones.
	for (const row of await reader.run(decisionsQuery(ofReplies), { contributionIds })) {
		const { contributionId, replyId, slug, town, ground, changed, action, ...stub } = row;
		if (!isModerated(action)) continue;
		stubs.set(keyOf({ contributionId, replyId }, action), {
			...stub,
			ground: changed ?? ground,
			action,
			centre: { slug, town }
		});
	}
	return (one) => stubs.get(keyOf(one, one.visibility)) ?? null;
}

const isModerated = (action: string): action is Stub['action'] =>
	action === 'hidden' || action === 'redacted';

/** Where contributions come from that a centre entered, by their ids. */
export async function provenancesOf(
	reader: Reader,
	entered: readonly { id: string }[]
): Promise<Map<string, Provenance>> {
	if (entered.length === 0) return new Map();
	const contributionIds = entered.map(({ id }) => id);
	const rows = await reader.run(provenancesQuery, { contributionIds });
	return new Map(rows.map(({ contributionId, ...provenance }) => [contributionId, provenance]));
}

/** What the authority answered, by the ids of the contributions. */
export async function answersOf(
	reader: Reader,
	answered: readonly { id: string; seq: number }[]
): Promise<Map<string, Answer>> {
	if (answered.length === 0) return new Map();
	const seqs = new Map(answered.map(({ id, seq }) => [id, seq]));
	const rows = await reader.run(answersQuery, { contributionIds: [...seqs.keys()] });
	const answerIds = distinct(rows.map(({ answerId }) => answerId));
	const together = Map.groupBy(
		await reader.run(answeredTogether, { answerIds }),
		({ answerId }) => answerId
	);
	return new Map(
		rows.map(({ contributionId, answerId, ...answer }) => {
			const all = together.get(answerId)?.map(({ seq }) => seq) ?? [];
			const alsoFor = all.filter((seq) => seq !== seqs.get(contributionId));
			return [contributionId, { ...answer, alsoFor }];
		})
	);
}

/** The names of the areas that authors live in, by the ids of the areas. */
export async function placesOf(
	reader: Reader,
	authors: readonly { areaId: string }[]
): Promise<Map<string, Trilingual>> {
	const areaIds = distinct(authors.map(({ areaId }) => areaId));
	const rows = await reader.run(placesQuery, { areaIds });
	return new Map(rows.map(({ id, name }) => [id, name]));
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];

const decisionsQuery = variants((ofReplies: boolean) =>
	query<{ contributionIds: string[] }>()(
		ofReplies ? 'decisions_on_replies' : 'decisions_on_contributions',
		(db, t) => {
			const one = t.moderationDecisions;
			return db
				.select({
					contributionId: one.contributionId,
					replyId: one.replyId,
					action: one.action,
					decisionId: one.id,
					ground: one.ground,
					/** The ground that an appeal put in its place. */
					changed: t.appeals.ground,
					slug: t.centres.slug,
					town: t.centres.town,
					at: one.decidedAt,
					appealUntil: one.appealUntil
				})
				.from(one)
				.innerJoin(t.centres, eq(t.centres.id, one.centreId))
				.leftJoin(t.appeals, eq(t.appeals.decisionId, one.id))
				.where(
					and(
						among(one.contributionId, 'contributionIds'),
						ofReplies ? ne(one.replyId, '') : eq(one.replyId, ''),
						inArray(one.action, ['hidden', 'redacted'])
					)
				)
				.orderBy(asc(one.contributionVersion));
		}
	)
);

const provenancesQuery = query<{ contributionIds: string[] }>()('provenances', (db, t) =>
	db
		.select({
			contributionId: t.assistedEntries.contributionId,
			centre: { slug: t.centres.slug, town: t.centres.town },
			receivedOn: t.assistedEntries.receivedOn,
			enteredAt: t.assistedEntries.enteredAt
		})
		.from(t.assistedEntries)
		.innerJoin(t.centres, eq(t.centres.id, t.assistedEntries.centreId))
		.where(among(t.assistedEntries.contributionId, 'contributionIds'))
);

const answersQuery = query<{ contributionIds: string[] }>()('answers_to_contributions', (db, t) =>
	db
		.select({
			contributionId: t.answeredContributions.contributionId,
			answerId: t.answers.id,
			status: t.answeredContributions.status,
			version: t.answeredContributions.version,
			reasons: t.answers.reasons,
			paragraphIds: t.answers.paragraphIds,
			at: t.answers.at
		})
		.from(t.answeredContributions)
		.innerJoin(t.answers, eq(t.answers.id, t.answeredContributions.answerId))
		.where(among(t.answeredContributions.contributionId, 'contributionIds'))
);

const answeredTogether = query<{ answerIds: string[] }>()('answered_together', (db, t) =>
	db
		.select({ answerId: t.answeredContributions.answerId, seq: t.contributions.seq })
		.from(t.answeredContributions)
		.innerJoin(t.contributions, eq(t.contributions.id, t.answeredContributions.contributionId))
		.where(among(t.answeredContributions.answerId, 'answerIds'))
		.orderBy(asc(t.contributions.seq))
);

const placesQuery = query<{ areaIds: string[] }>()('places_by_ids', (db, t) =>
	db
		.select({ id: t.areas.id, name: t.areas.name })
		.from(t.areas)
		.where(among(t.areas.id, 'areaIds'))
);
