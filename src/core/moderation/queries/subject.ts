import { eq, sql, type AnyColumn } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import type { Reader } from '#storage/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Lang } from '../../kernel/text.ts';
import type { ContributionKind, Visibility } from '../../contributions/model.ts';

/** What is decided about: a contribution, or a reply in its thread. */
export interface SubjectRef {
	contributionId: string;
	/** '' for the contribution itself. */
	replyId: string;
}

/** What a decision is about, with the words as they were written. */
export interface Subject extends SubjectRef {
	seq: number;
	kind: ContributionKind | 'reply';
	consultationId: string;
	number: string;
	title: Partial<Record<'uk' | 'pl' | 'en', string>>;
	/** Null for somebody known from paper or voice only. */
	accountId: string | null;
	/** In which it was written: reasons are given in it (requirements §4.4). */
	language: Lang;
	text: string;
	publicText: string | null;
	visibility: Visibility;
	version: number;
	at: number;
	/** In whose name it was written; null for somebody's own. */
	organisationId: string | null;
	authorityId: string;
	hostCentreId: string;
	centreSlug: string;
	raionId: string;
}

/** The id by which programs name it: of the contribution, or of the reply. */
export const subjectId = ({ contributionId, replyId }: SubjectRef) => replyId || contributionId;

/** In whose name the words were written, where contributions and replies are joined. */
export const organisationOf = ({ contributions, replies }: Tables, replyId: AnyColumn) =>
	sql`case when ${replyId} = '' then ${contributions.organisationId} else ${replies.organisationId} end`;

/** With whom somebody who decides about it must have no ties. */
export const partiesOf = ({ authorityId, organisationId }: Subject) => ({
	authorityId,
	organisationId
});

/**
 * A contribution or a reply, by whichever id is given. Refuses `not_found`, and `withdrawn` for what its author
 * took back: that is nobody's business any more.
 */
export async function subjectById(reader: Reader, id: string): Promise<Subject> {
	const { db, t } = reader;
	const [reply] = await db
		.select({ contributionId: t.replies.contributionId })
		.from(t.replies)
		.where(eq(t.replies.id, id));
	const subject = await subjectOf(
		reader,
		reply
			? { contributionId: reply.contributionId, replyId: id }
			: { contributionId: id, replyId: '' }
	);
	if (subject.visibility === 'withdrawn') throw new Refusal('withdrawn');
	return subject;
}

/** Refuses `not_found`. */
export async function subjectOf(reader: Reader, ref: SubjectRef): Promise<Subject> {
	const { db, t } = reader;
	const [row] = await db
		.select({
			one: t.contributions,
			number: t.consultations.number,
			title: t.consultations.title,
			authorityId: t.consultations.authorityId,
			hostCentreId: t.centres.id,
			centreSlug: t.centres.slug,
			raionId: t.centres.raionId
		})
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.innerJoin(t.centres, eq(t.centres.id, t.consultations.hostCentreId))
		.where(eq(t.contributions.id, ref.contributionId));
	if (!row) throw new Refusal('not_found');
	const words = ref.replyId === '' ? row.one : await replyWords(reader, ref);
	const { one, number, title, ...host } = row;
	return {
		contributionId: ref.contributionId,
		replyId: ref.replyId,
		...host,
		seq: one.seq,
		kind: ref.replyId === '' ? one.kind : 'reply',
		consultationId: one.consultationId,
		number: number!,
		title: title!,
		accountId: words.accountId,
		organisationId: words.organisationId,
		language: words.language,
		text: words.text,
		publicText: words.publicText,
		visibility: words.visibility,
		version: words.version,
		at: words.at
	};
}

async function replyWords({ db, t }: Reader, { contributionId, replyId }: SubjectRef) {
	const [reply] = await db.select().from(t.replies).where(eq(t.replies.id, replyId));
	if (!reply || reply.contributionId !== contributionId) throw new Refusal('not_found');
	return reply;
}
