import { and, asc, eq, sql } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { ConsultationStatus } from '../consultations/model.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { BallotTier, Participants, PollKind, PollOption, Results } from './model.ts';
import { voterOf, voterOfAccount } from './policy.ts';

export interface Poll {
	id: string;
	kind: PollKind;
	question: string;
	options: PollOption[];
	/** By tier, never as one number. */
	participants: Participants;
	/** Null until the consultation has closed. */
	results: Results | null;
}

/** What the ballots of a closed poll came to, and of which poll: with other dates or participants it is no longer so. */
export interface Counted extends Participants {
	pollId: string;
	closesAt: number;
	/** By the id of each option that anybody chose. */
	options: Record<string, Participants>;
}

/** Thrown in a snapshot that needs results which nobody has counted yet: see `readCounted`. */
export class Uncounted extends Error {
	readonly poll: Omit<Counted, 'options'>;
	constructor(poll: Uncounted['poll']) {
		super('The ballots of a closed poll are not counted yet.');
		this.name = 'Uncounted';
		this.poll = poll;
	}
}

/** A snapshot, with what was counted for it and could not be kept. */
export type CountedReader = Reader & { counted?: ReadonlyMap<string, Counted> };

/** The polls of one consultation, in order. */
export async function pollsOf(
	reader: CountedReader,
	consultation: Pick<PollInConsultation, 'closesAt' | 'suspendedAt' | 'cancelledAt'> & {
		id: string;
	}
): Promise<Poll[]> {
	const rows = await reader.run(pollsQuery, { consultationId: consultation.id });
	const { closesAt, cancelledAt, suspendedAt } = consultation;
	// A vote that was suspended or cancelled half-way has no result.
	const closed = (cancelledAt ?? suspendedAt ?? reader.now()) >= closesAt;
	return rows.map(({ id, kind, question, options, verified, declared, kept }) => {
		const participants = { verified, declared };
		const poll = { id, kind, question, options, participants };
		if (!closed) return { ...poll, results: null };
		const asked = { pollId: id, closesAt, ...participants };
		const counted = [kept, reader.counted?.get(id)].find((one) => one && isOf(one, asked));
		if (!counted) throw new Uncounted(asked);
		return { ...poll, results: resultsOf(poll, counted) };
	});
}

const isOf = (counted: Counted, asked: Uncounted['poll']) =>
	counted.closesAt === asked.closesAt &&
	counted.verified === asked.verified &&
	counted.declared === asked.declared;

const resultsOf = (
	{ options, participants }: Pick<Poll, 'options' | 'participants'>,
	counted: Counted
): Results => ({
	participants,
	options: options.map(({ id, text }) => ({
		id,
		text,
		verified: counted.options[id]?.verified ?? 0,
		declared: counted.options[id]?.declared ?? 0
	}))
});

export interface PollInConsultation {
	consultationId: string;
	number: string;
	status: ConsultationStatus;
	opensAt: number;
	closesAt: number;
	reportDueAt: number;
	suspendedAt: number | null;
	cancelledAt: number | null;
	reportedAt: number | null;
	decidedAt: number | null;
	/** Whose residents vote. */
	areaIds: string[];
	kind: PollKind;
	options: PollOption[];
}

/** What a ballot needs to know of its poll; refuses `not_found`. */
export async function pollInConsultation(reader: Reader, id: string): Promise<PollInConsultation> {
	const [row] = await reader.run(pollQuery, { id });
	return announcedPoll(row);
}

/** The same with the ballot that stands under a tag, in one look; refuses `not_found`. */
export async function pollWithBallot(
	reader: Reader,
	id: string,
	tag: string
): Promise<{ poll: PollInConsultation; own: OwnBallot }> {
	const [row] = await reader.run(pollWithBallotQuery, { id, tag });
	const poll = announcedPoll(row);
	const { version, state, choice, tier } = row!;
	const counts = state === 'active';
	return {
		poll,
		own: { version: version ?? 0, choice: counts ? choice : null, tier: counts ? tier : null }
	};
}

type PollRow = NonNullable<(typeof pollQuery)['row']>;

function announcedPoll(row: PollRow | undefined): PollInConsultation {
	if (!row?.number) throw new Refusal('not_found');
	return row as PollInConsultation;
}

export interface OwnBallot {
	/** 0 when there was never one. */
	version: number;
	/** Null when there is none, or it was withdrawn. */
	choice: string[] | null;
	/** As what it counts; null like the choice. */
	tier: BallotTier | null;
}

/** One's own ballot in a poll; refuses `not_found`, `not_signed_in`. */
export async function ownBallot(
	store: Store,
	actor: Actor,
	{ pollId }: { pollId: string }
): Promise<OwnBallot & { tier: BallotTier }> {
	const { tag, tier } = await ballotTag(store, actor, pollId);
	const { own } = await pollWithBallot(store, pollId, tag);
	return { ...own, tier: own.tier ?? tier };
}

/**
 * The tag under which the actor's ballot in a poll stands, and the one under which it stood before a centre verified
 * the person. Refuses `not_found`, `not_signed_in`.
 */
export async function ballotTag(
	reader: Reader,
	actor: Actor,
	pollId: string
): Promise<{ tag: string; tier: BallotTier; earlierTag: string | undefined }> {
	const { voter, tier } = voterOf(actor);
	const tag = reader.keys.ballotTag(pollId, voter);
	const before = actor.kind === 'account' ? voterOfAccount(actor.id) : voter;
	const earlierTag = before === voter ? undefined : reader.keys.ballotTag(pollId, before);
	if (tag !== undefined) return { tag, tier, earlierTag };
	await pollInConsultation(reader, pollId);
	// Making a new key here would let everybody vote a second time.
	throw new Error(`The key of poll ${pollId} is missing from the data folder.`);
}

const pollsQuery = query<{ consultationId: string }>()('polls_of_consultation', (db, t) =>
	db
		.select({
			id: t.polls.id,
			kind: t.polls.kind,
			question: t.polls.question,
			options: t.polls.options,
			verified: t.polls.verified,
			declared: t.polls.declared,
			kept: t.pollResults
		})
		.from(t.polls)
		.leftJoin(t.pollResults, eq(t.pollResults.pollId, t.polls.id))
		.where(eq(t.polls.consultationId, sql.placeholder('consultationId')))
		.orderBy(asc(t.polls.position))
);

const pollColumns = (t: Tables) => ({
	kind: t.polls.kind,
	options: t.polls.options,
	areaIds: t.polls.areaIds,
	consultationId: t.consultations.id,
	number: t.consultations.number,
	status: t.consultations.status,
	opensAt: t.consultations.opensAt,
	closesAt: t.consultations.closesAt,
	reportDueAt: t.consultations.reportDueAt,
	suspendedAt: t.consultations.suspendedAt,
	cancelledAt: t.consultations.cancelledAt,
	reportedAt: t.consultations.reportedAt,
	decidedAt: t.consultations.decidedAt
});

const pollQuery = query<{ id: string }>()('poll_in_consultation', (db, t) =>
	db
		.select(pollColumns(t))
		.from(t.polls)
		.innerJoin(t.consultations, eq(t.consultations.id, t.polls.consultationId))
		.where(eq(t.polls.id, sql.placeholder('id')))
);

const pollWithBallotQuery = query<{ id: string; tag: string }>()('poll_with_ballot', (db, t) =>
	db
		.select({
			...pollColumns(t),
			version: t.ballots.version,
			choice: t.ballots.choice,
			state: t.ballots.state,
			tier: t.ballots.tier
		})
		.from(t.polls)
		.innerJoin(t.consultations, eq(t.consultations.id, t.polls.consultationId))
		.leftJoin(
			t.ballots,
			and(eq(t.ballots.pollId, t.polls.id), eq(t.ballots.tag, sql.placeholder('tag')))
		)
		.where(eq(t.polls.id, sql.placeholder('id')))
);
