import { eq } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import type { Reader, Reading } from '#storage/storage.ts';
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
import { answersOf, placesOf, provenancesOf, stubsOf } from './beside.ts';

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
	/** One more each time it was given anew. */
	version: number;
	/** Numbers within the consultation. */
	alsoFor: number[];
}

/** Where a contribution comes from that a centre entered (requirements §5.3). */
export interface Provenance {
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
			areaId: one.areaId,
			organisation: t.organisations.name,
			organisationSlug: t.organisations.slug,
			consultation: t.consultations.number
		})
		.from(one)
		.innerJoin(t.consultations, eq(t.consultations.id, one.consultationId))
		.leftJoin(t.organisations, eq(t.organisations.id, one.organisationId))
		.$dynamic();
}
export type Row = Awaited<ReturnType<typeof selectRows>>[number];

/** Rows as everybody sees them; the order stays. However many there are, the same few queries are asked. */
export async function presented(reader: Reader, rows: readonly Row[]): Promise<Contribution[]> {
	if (rows.length === 0) return [];
	const words = (row: Row) => ({
		contributionId: row.id,
		replyId: '',
		visibility: row.visibility
	});
	const places = await placesOf(reader, rows);
	const stubOf = await stubsOf(reader, rows.map(words));
	const entered = rows.filter(({ channel }) => channel !== 'online');
	const provenances = await provenancesOf(reader, entered);
	const answers = await answersOf(
		reader,
		rows.filter(({ answered }) => answered)
	);
	return rows.map((row) => ({
		id: row.id,
		seq: row.seq,
		number: contributionNumber(row.consultation ?? '', row.seq),
		kind: row.kind,
		paragraphId: row.paragraphId,
		author: authorOf(row, places),
		language: row.language,
		channel: row.channel,
		provenance: provenances.get(row.id) ?? null,
		text: publicWords(row),
		stub: stubOf(words(row)),
		withdrawn: row.visibility === 'withdrawn',
		version: row.version,
		at: row.at,
		correctedAt: row.correctedAt,
		support: row.supports,
		organisationSupport: row.organisationSupports,
		replies: row.replies,
		answer: answers.get(row.id) ?? null
	}));
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
	areaId: string;
	organisation: Trilingual | null;
	organisationSlug: string | null;
}

/** `places` has the name of the author's area. */
export function authorOf(signed: Signed, places: ReadonlyMap<string, Trilingual>): Author {
	const { accountId, display, authorName, tier, areaId, organisation, organisationSlug } = signed;
	if (organisation)
		return { as: 'organisation', organisation, slug: organisationSlug!, name: authorName, tier };
	// Paper may come without a name; an account has one until it is erased.
	if (accountId !== null && authorName === '') return { as: 'withdrawn', tier };
	const place = places.get(areaId)!;
	if (display === 'resident') return { as: 'resident', place, tier };
	const name = display === 'name' ? authorName : initialsOf(authorName);
	return { as: display, name, place, tier };
}
