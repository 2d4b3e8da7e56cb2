import { and, asc, eq, sql } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { ConsultationStatus } from '../consultations/model.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { topicOfConsultation } from '../kernel/events.ts';
import { cursorOf, type Cursor } from '../register/queries.ts';
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

/** The polls of one consultation, in order. */
export async function pollsOf(
	reader: Reader,
	consultation: Pick<PollInConsultation, 'closesAt' | 'suspendedAt' | 'cancelledAt'> & {
		id: string;
	}
): Promise<Poll[]> {
	const rows = await reader.run(pollsQuery, { consultationId: consultation.id });
	const { closesAt, cancelledAt, suspendedAt } = consultation;
	// A vote that was suspended or cancelled half-way has no result.
	const closed = (cancelledAt ?? suspendedAt ?? reader.now()) >= closesAt;
	return Promise.all(
		rows.map(async ({ id, kind, question, options, verified, declared }) => {
			const participants = { verified, declared };
			const results = closed ? await tally(reader, { id, options, participants }) : null;
			return { id, kind, question, options, participants, results };
		})
	);
}

/** One poll with the cursor of its consultation's topic; refuses `not_found`. */
export function pollById(
	store: Store,
	_: Actor,
	{ id }: { id: string }
): Promise<Poll & { consultation: PollInConsultation; cursor: Cursor }> {
	return store.read(async (reader) => {
		const consultation = await pollInConsultation(reader, id);
		const polls = await pollsOf(reader, {
			...consultation,
			id: consultation.consultationId
		});
		const cursor = await cursorOf(reader, topicOfConsultation(consultation.number));
		return { ...polls.find((poll) => poll.id === id)!, consultation, cursor };
	});
}

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
async function pollInConsultation(reader: Reader, id: string): Promise<PollInConsultation> {
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
	const ballot = row?.ballot ?? { version: 0, choice: null, state: 'withdrawn', tier: null };
	return {
		poll: announcedPoll(row?.poll),
		own: {
			version: ballot.version,
			choice: ballot.state === 'active' ? ballot.choice : null,
			tier: ballot.state === 'active' ? ballot.tier : null
		}
	};
}

type PollRow = NonNullable<(typeof pollQuery)['row']>;

function announcedPoll(row: PollRow | undefined): PollInConsultation {
	if (!row?.number) throw new Refusal('not_found');
	return {
		...row,
		number: row.number,
		opensAt: row.opensAt!,
		closesAt: row.closesAt!,
		reportDueAt: row.reportDueAt!
	};
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

async function tally(
	reader: Reader,
	poll: { id: string; options: PollOption[]; participants: Participants }
): Promise<Results> {
	const rows = await reader.run(tallyQuery, { pollId: poll.id });
	const groups = rows.map((row) => ({
		tier: row.tier,
		count: Number(row.count),
		options: JSON.parse(row.choice) as string[]
	}));
	const count = (option: string, tier: BallotTier) =>
		groups
			.filter((group) => group.tier === tier && group.options.includes(option))
			.reduce((sum, group) => sum + group.count, 0);
	return {
		participants: poll.participants,
		options: poll.options.map(({ id, text }) => ({
			id,
			text,
			verified: count(id, 'verified'),
			declared: count(id, 'declared')
		}))
	};
}

const tallyQuery = query<{ pollId: string }>()('tally', (db, t) => {
	// As text: PostgreSQL does not group by JSON.
	const choice = sql<string>`cast(${t.ballots.choice} as text)`;
	return db
		.select({ choice, tier: t.ballots.tier, count: sql<number>`count(*)` })
		.from(t.ballots)
		.where(and(eq(t.ballots.pollId, sql.placeholder('pollId')), eq(t.ballots.state, 'active')))
		.groupBy(choice, t.ballots.tier);
});

const pollsQuery = query<{ consultationId: string }>()('polls_of_consultation', (db, t) =>
	db
		.select()
		.from(t.polls)
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
			poll: pollColumns(t),
			ballot: {
				version: t.ballots.version,
				choice: t.ballots.choice,
				state: t.ballots.state,
				tier: t.ballots.tier
			}
		})
		.from(t.polls)
		.innerJoin(t.consultations, eq(t.consultations.id, t.polls.consultationId))
		.leftJoin(
			t.ballots,
			and(eq(t.ballots.pollId, t.polls.id), eq(t.ballots.tag, sql.placeholder('tag')))
		)
		.where(eq(t.polls.id, sql.placeholder('id')))
);
