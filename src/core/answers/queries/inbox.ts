import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { announced, type Announced } from '../../consultations/queries/page.ts';
import { phaseOf, type Phase } from '../../consultations/model.ts';
import type { Channel, ContributionKind, Tier } from '../../contributions/model.ts';
import {
	presented,
	selectRows,
	type Contribution,
	type Row
} from '../../contributions/queries/rows.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { sealedGrounds } from '../../moderation/model.ts';
import { mayAnswer } from '../policy.ts';

export interface InboxFilter {
	/** Number of the consultation. */
	number: string;
	/** Those that wait for an answer, those that have one, or both. */
	state?: 'waiting' | 'answered' | undefined;
	kind?: ContributionKind | undefined;
	tier?: Tier | undefined;
	channel?: Channel | undefined;
	paragraphId?: string | undefined;
	/** Only these numbers within the consultation, whatever else is asked. */
	only?: readonly number[] | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: number | undefined;
}

export interface Inbox {
	consultation: {
		number: string;
		title: Partial<Trilingual>;
		phase: Phase;
		reportDueAt: number;
		reportedAt: number | null;
		/** Paragraphs that a remark or a change may name. */
		paragraphs: { id: string; number: number }[];
	};
	items: Contribution[];
	next: number | null;
	/** Proposals: how many there are, and how many wait. */
	progress: { proposals: number; pending: number };
	/** Reasons given before, those used most often first: "the same answer used N times". */
	templates: { reasons: string; used: number }[];
	/** Answers that their authors do not take for one, without a supplement yet (T19). */
	disputes: { seq: number; contributionId: string; text: string; at: number }[];
}

/** What an official answers, oldest first. Refuses `not_found`, `not_allowed`. */
export function inbox(store: Store, actor: Actor, filter: InboxFilter): Promise<Inbox> {
	return store.read(async (reader) => {
		const consultation = await announcedForOfficial(reader, actor, filter.number);
		const { db, t, now } = reader;
		const { limit = 50 } = filter;
		const one = t.contributions;
		const rows = await selectRows(db, t)
			.where(
				and(
					eq(one.consultationId, consultation.id),
					sql`${one.visibility} <> 'withdrawn'`,
					filter.state && eq(one.answered, filter.state === 'answered'),
					filter.kind && eq(one.kind, filter.kind),
					filter.tier && eq(one.tier, filter.tier),
					filter.channel && eq(one.channel, filter.channel),
					filter.paragraphId === undefined ? undefined : eq(one.paragraphId, filter.paragraphId),
					filter.only && inArray(one.seq, [...filter.only]),
					filter.cursor === undefined ? undefined : gt(one.seq, filter.cursor)
				)
			)
			.orderBy(asc(one.seq))
			.limit(limit + 1);
		const page = rows.slice(0, limit);
		const { id, number, title, reportDueAt, reportedAt, proposals, pending } = consultation;
		const phase = phaseOf(consultation, now());
		return {
			consultation: {
				number,
				title,
				phase,
				reportDueAt,
				reportedAt,
				paragraphs: await db
					.select({ id: t.paragraphs.id, number: t.paragraphs.number })
					.from(t.paragraphs)
					.where(eq(t.paragraphs.consultationId, id))
					.orderBy(asc(t.paragraphs.number))
			},
			items: (await presented(reader, page)).map((shown, place) => forOffice(page[place]!, shown)),
			next: rows.length > limit ? page.at(-1)!.seq : null,
			progress: { proposals, pending },
			templates: await templates(reader, id),
			disputes: await disputes(reader, id)
		};
	});
}

/** The authority answers hidden words as well, so it reads them, unless they are sealed. */
function forOffice({ text, publicText }: Row, shown: Contribution): Contribution {
	const { stub } = shown;
	const isSealed = stub !== null && sealedGrounds.includes(stub.ground);
	return stub?.action !== 'hidden' || isSealed ? shown : { ...shown, text: publicText ?? text };
}

/** A consultation for an official of its authority. Refuses `not_found`, `not_allowed`. */
export async function announcedForOfficial(
	reader: Reader,
	actor: Actor,
	number: string
): Promise<Announced> {
	signedIn(actor);
	const consultation = await announced(reader, number);
	if (!mayAnswer(actor, consultation)) throw new Refusal('not_allowed');
	return consultation;
}

async function templates({ db, t }: Reader, consultationId: string): Promise<Inbox['templates']> {
	const { answerId } = t.answeredContributions;
	// Counted by the index for each answer: joined, all the reasons would be sorted as often as they were used.
	const times = sql`(select count(*) from ${t.answeredContributions} where ${answerId} = ${t.answers.id})`;
	const used = sql<number>`sum(${times})`;
	const rows = await db
		.select({ reasons: t.answers.reasons, used })
		.from(t.answers)
		.where(eq(t.answers.consultationId, consultationId))
		.groupBy(t.answers.reasons)
		.orderBy(desc(used), asc(t.answers.reasons))
		.limit(10);
	return rows.flatMap(({ reasons, used }) =>
		Number(used) > 0 ? [{ reasons, used: Number(used) }] : []
	);
}

async function disputes({ db, t }: Reader, consultationId: string): Promise<Inbox['disputes']> {
	return db
		.select({
			seq: t.contributions.seq,
			contributionId: t.contributions.id,
			text: t.disputes.text,
			at: t.disputes.at
		})
		.from(t.disputes)
		.innerJoin(t.contributions, eq(t.contributions.id, t.disputes.contributionId))
		.where(and(eq(t.disputes.consultationId, consultationId), isNull(t.disputes.supplement)))
		.orderBy(asc(t.disputes.at));
}
