import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import { query, type Reader, type Reading } from '#storage/storage.ts';
import type { AnswerStatus } from '../../answers/model.ts';
import type { Lang, Trilingual } from '../../kernel/text.ts';
import type { Ground } from '../../moderation/model.ts';
import {
	contributionNumber,
	initialsOf,
	type Channel,
	type ContributionKind,
	type Display,
	type Tier
} from '../model.ts';

/** How somebody is shown; never more of a name than they chose. */
export type Author =
	| { as: 'name' | 'initials'; name: string; place: Trilingual; tier: Tier }
	| { as: 'resident'; place: Trilingual; tier: Tier }
	/** Had the account erased; the words stay where others rely on them. */
	| { as: 'withdrawn'; tier: Tier }
	| { as: 'organisation'; organisation: Trilingual; slug: string; name: string; tier: Tier };

/** Stands where words were hidden or taken out: which centre, on what ground, when. */
export interface Stub {
	decisionId: string;
	action: 'hidden' | 'redacted';
	ground: Ground;
	centre: { slug: string; town: Trilingual };
	at: number;
	appealUntil: number;
}

/** What the authority answered, and which others it answered with the same words. */
export interface Answer {
	status: AnswerStatus;
	reasons: string;
	paragraphIds: string[];
	at: number;
	/** Numbers within the consultation. */
	alsoFor: number[];
}

/** Where a contribution comes from that a centre entered (requirements §5.3). */
interface Provenance {
	centre: { slug: string; town: Trilingual };
	receivedOn: string;
	enteredAt: number;
}

/** A contribution as everybody sees it. */
export interface Contribution {
	id: string;
	seq: number;
	number: string;
	kind: ContributionKind;
	paragraphId: string | null;
	author: Author;
	language: Lang;
	channel: Channel;
	provenance: Provenance | null;
	/** Null while hidden, and after its author took it back. */
	text: string | null;
	stub: Stub | null;
	withdrawn: boolean;
	version: number;
	at: number;
	correctedAt: number | null;
	/** How many people agree, and how many organisations; never added. */
	support: number;
	organisationSupport: number;
	/** How many replies there are. */
	replies: number;
	answer: Answer | null;
}

/** What the public presentation needs of each row, and who wrote it. */
export function selectRows(db: Reading, t: Tables) {
	const one = t.contributions;
	return db
		.select({
			id: one.id,
			seq: one.seq,
			kind: one.kind,
			paragraphId: one.paragraphId,
			accountId: one.accountId,
			organisationId: one.organisationId,
			display: one.display,
			authorName: one.authorName,
			tier: one.tier,
			language: one.language,
			channel: one.channel,
			text: one.text,
			publicText: one.publicText,
			visibility: one.visibility,
			version: one.version,
			at: one.at,
			correctedAt: one.correctedAt,
			supports: one.supports,
			organisationSupports: one.organisationSupports,
			replies: one.replies,
			answered: one.answered,
			place: t.areas.name,
			organisation: t.organisations.name,
			organisationSlug: t.organisations.slug,
			consultation: t.consultations.number
		})
		.from(one)
		.innerJoin(t.consultations, eq(t.consultations.id, one.consultationId))
		.innerJoin(t.areas, eq(t.areas.id, one.areaId))
		.leftJoin(t.organisations, eq(t.organisations.id, one.organisationId))
		.$dynamic();
}
export type Row = Awaited<ReturnType<typeof selectRows>>[number];

/** Rows as everybody sees them; the order stays. */
export async function presented(reader: Reader, rows: readonly Row[]): Promise<Contribution[]> {
	const shown: Contribution[] = [];
	for (const row of rows) {
		const stub = await stubOf(reader, { contributionId: row.id, replyId: '' }, row.visibility);
		shown.push({
			id: row.id,
			seq: row.seq,
			number: contributionNumber(row.consultation ?? '', row.seq),
			kind: row.kind,
			paragraphId: row.paragraphId,
			author: authorOf(row),
			language: row.language,
			channel: row.channel,
			provenance: row.channel === 'online' ? null : await provenanceOf(reader, row.id),
			text: publicWords(row),
			stub,
			withdrawn: row.visibility === 'withdrawn',
			version: row.version,
			at: row.at,
			correctedAt: row.correctedAt,
			support: row.supports,
			organisationSupport: row.organisationSupports,
			replies: row.replies,
			answer: row.answered ? await answerOf(reader, row) : null
		});
	}
	return shown;
}

/** What of somebody's words everybody may read now; null for none of them. */
export const publicWords = ({
	visibility,
	publicText,
	text
}: Pick<Row, 'visibility' | 'publicText' | 'text'>) =>
	visibility === 'hidden' || visibility === 'withdrawn' ? null : (publicText ?? text);

interface Signed {
	accountId: string | null;
	display: Display;
	authorName: string;
	tier: Tier;
	place: Trilingual;
	organisation: Trilingual | null;
	organisationSlug: string | null;
}

export function authorOf(signed: Signed): Author {
	const { accountId, display, authorName, tier, place, organisation, organisationSlug } = signed;
	if (organisation)
		return { as: 'organisation', organisation, slug: organisationSlug!, name: authorName, tier };
	// Paper may come without a name; an account has one until it is erased.
	if (accountId !== null && authorName === '') return { as: 'withdrawn', tier };
	if (display === 'resident') return { as: 'resident', place, tier };
	const name = display === 'name' ? authorName : initialsOf(authorName);
	return { as: display, name, place, tier };
}

/** The decision by which words are as they are; null for words that nobody touched. */
export async function stubOf(
	reader: Reader,
	ref: { contributionId: string; replyId: string },
	visibility: Row['visibility']
): Promise<Stub | null> {
	if (visibility !== 'hidden' && visibility !== 'redacted') return null;
	const [row] = await reader.run(stubQuery, { ...ref, action: visibility });
	if (!row) return null;
	const { slug, town, ground, changed, ...stub } = row;
	return { ...stub, ground: changed ?? ground, action: visibility, centre: { slug, town } };
}

async function provenanceOf(reader: Reader, contributionId: string): Promise<Provenance | null> {
	const [row] = await reader.run(provenanceQuery, { contributionId });
	return row ?? null;
}

async function answerOf(reader: Reader, { id, seq }: Row): Promise<Answer | null> {
	const [row] = await reader.run(answerQuery, { contributionId: id });
	if (!row) return null;
	const { answerId, ...answer } = row;
	const all = await reader.run(answeredTogether, { answerId });
	return { ...answer, alsoFor: all.map((one) => one.seq).filter((one) => one !== seq) };
}

const value = sql.placeholder;

const stubQuery = query<{ contributionId: string; replyId: string; action: string }>()(
	'stub',
	(db, t) =>
		db
			.select({
				decisionId: t.moderationDecisions.id,
				ground: t.moderationDecisions.ground,
				/** The ground that an appeal put in its place. */
				changed: t.appeals.ground,
				slug: t.centres.slug,
				town: t.centres.town,
				at: t.moderationDecisions.decidedAt,
				appealUntil: t.moderationDecisions.appealUntil
			})
			.from(t.moderationDecisions)
			.innerJoin(t.centres, eq(t.centres.id, t.moderationDecisions.centreId))
			.leftJoin(t.appeals, eq(t.appeals.decisionId, t.moderationDecisions.id))
			.where(
				and(
					eq(t.moderationDecisions.contributionId, value('contributionId')),
					eq(t.moderationDecisions.replyId, value('replyId')),
					eq(t.moderationDecisions.action, value('action'))
				)
			)
			.orderBy(desc(t.moderationDecisions.contributionVersion))
			.limit(1)
);

const provenanceQuery = query<{ contributionId: string }>()('provenance', (db, t) =>
	db
		.select({
			centre: { slug: t.centres.slug, town: t.centres.town },
			receivedOn: t.assistedEntries.receivedOn,
			enteredAt: t.assistedEntries.enteredAt
		})
		.from(t.assistedEntries)
		.innerJoin(t.centres, eq(t.centres.id, t.assistedEntries.centreId))
		.where(eq(t.assistedEntries.contributionId, value('contributionId')))
);

const answerQuery = query<{ contributionId: string }>()('answer', (db, t) =>
	db
		.select({
			answerId: t.answers.id,
			status: t.answeredContributions.status,
			reasons: t.answers.reasons,
			paragraphIds: t.answers.paragraphIds,
			at: t.answers.at
		})
		.from(t.answeredContributions)
		.innerJoin(t.answers, eq(t.answers.id, t.answeredContributions.answerId))
		.where(eq(t.answeredContributions.contributionId, value('contributionId')))
);

const answeredTogether = query<{ answerId: string }>()('answered_together', (db, t) =>
	db
		.select({ seq: t.contributions.seq })
		.from(t.answeredContributions)
		.innerJoin(t.contributions, eq(t.contributions.id, t.answeredContributions.contributionId))
		.where(eq(t.answeredContributions.answerId, value('answerId')))
		.orderBy(t.contributions.seq)
);
