import { and, eq, gt, sql } from 'drizzle-orm';
import { statement, type Store, type Sum, type Writer } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import { phaseOf } from '../consultations/model.ts';
import type { AccountActor, Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { topicOfConsultation } from '../kernel/events.ts';
import { isTimeFor } from '../permissions/policy.ts';
import { once } from '../register/commands.ts';
import { chosen, type BallotTier, type Choice } from './model.ts';
import { mayVote } from './policy.ts';
import { ballotTag, pollWithBallot, type OwnBallot, type PollInConsultation } from './queries.ts';

export interface CastBallot {
	pollId: string;
	choice: Choice;
	/** The version the voter was looking at (0: none): an older page does not overwrite a newer choice. */
	expectedVersion?: number | undefined;
	/** The same for every retry of one vote. */
	key?: string | undefined;
}

/**
 * Casts or changes the one ballot of a voter, until the consultation closes. Refuses `not_found`,
 * `not_eligible`, `poll_closed`, `invalid_choice`, `version_conflict` (with the present version),
 * `idempotency_mismatch`.
 */
export async function castBallot(
	store: Store,
	actor: Actor,
	{ pollId, choice, expectedVersion, key }: CastBallot
): Promise<{ version: number }> {
	return asVoter(store, actor, pollId, (writer, ballot) =>
		once(
			writer,
			ballot.voter,
			{
				...ballot.sent(key),
				action: 'ballot.cast',
				body: [pollId, choice, expectedVersion ?? null]
			},
			async () => {
				const { own, poll } = await ballot.check();
				const choices = chosen(poll, choice);
				if (!choices) throw new Refusal('invalid_choice');
				refuseOlder(own.version, expectedVersion);
				const version = await putInBox(writer, ballot, { choices, own, poll });
				return { version };
			}
		)
	);
}

/** Takes the ballot out of the count, until the consultation closes. Refuses as `castBallot` does. */
export async function withdrawBallot(
	store: Store,
	actor: Actor,
	{ pollId, expectedVersion, key }: Omit<CastBallot, 'choice'>
): Promise<{ version: number }> {
	return asVoter(store, actor, pollId, (writer, ballot) =>
		once(
			writer,
			ballot.voter,
			{ ...ballot.sent(key), action: 'ballot.withdraw', body: [pollId, expectedVersion ?? null] },
			async () => {
				const { own, poll } = await ballot.check();
				if (own.choice === null) return { version: own.version };
				refuseOlder(own.version, expectedVersion);
				const version = await putInBox(writer, ballot, { choices: null, own, poll });
				return { version };
			}
		)
	);
}

interface BallotInHand {
	voter: Actor & { kind: 'voter' };
	account: AccountActor;
	pollId: string;
	tier: BallotTier;
	/** A retry of what was sent before the person was verified is still the same vote. */
	sent(key: string | undefined): { key: string | undefined; earlierActor: string | undefined };
	/** Whether a ballot may be put in now; the clock is read inside the transaction. */
	check(): Promise<{ own: OwnBallot; poll: PollInConsultation }>;
}

/** Runs a command in the name of the voter's tag, so that nothing it leaves behind names the account. */
async function asVoter<Result>(
	store: Store,
	actor: Actor,
	pollId: string,
	work: (writer: Writer, ballot: BallotInHand) => Promise<Result>
): Promise<Result> {
	const account = signedIn(actor);
	const { tag, tier, earlierTag } = await ballotTag(store, account, pollId);
	const voter = { kind: 'voter', tag } as const;
	return store.write(
		voter,
		(writer) =>
			work(writer, {
				voter,
				account,
				pollId,
				tier,
				sent: (key) => ({ key, earlierActor: earlierTag }),
				async check() {
					const found = await pollWithBallot(writer, pollId, tag);
					if (!mayVote(account, found.poll)) throw new Refusal('not_eligible');
					if (!isTimeFor('ballot.cast', phaseOf(found.poll, writer.now())))
						throw new Refusal('poll_closed');
					return found;
				}
			}),
		// Neither the number of participants nor the live log decides about a ballot.
		{ additive: true }
	);
}

/**
 * Takes the ballots of an account out of every poll that is still open, each in the name of its tag. Those that were
 * counted stay: nothing that is left joins them to anybody.
 */
export async function withdrawEveryBallot(store: Store, accountId: string): Promise<void> {
	const { db, t } = store;
	const [account] = await db
		.select({ personId: t.accounts.personId })
		.from(t.accounts)
		.where(eq(t.accounts.id, accountId));
	const voters = [
		`account:${accountId}`,
		...(account?.personId ? [`person:${account.personId}`] : [])
	];
	const polls = await db
		.select({ id: t.polls.id, consultation: t.consultations })
		.from(t.polls)
		.innerJoin(t.consultations, eq(t.consultations.id, t.polls.consultationId))
		.where(and(eq(t.consultations.status, 'published'), gt(t.consultations.closesAt, store.now())));
	for (const { id, consultation } of polls) {
		if (!isTimeFor('ballot.withdraw', phaseOf(consultation, store.now()))) continue;
		for (const voter of voters) {
			const tag = store.keys.ballotTag(id, voter);
			if (tag !== undefined) await withdrawTagged(store, id, tag);
		}
	}
}

function withdrawTagged(store: Store, pollId: string, tag: string): Promise<void> {
	return store.write({ kind: 'voter', tag }, async (writer) => {
		const { db, t } = writer;
		const { poll, own } = await pollWithBallot(writer, pollId, tag);
		if (own.choice === null) return;
		const [ballot] = await db
			.update(t.ballots)
			.set({ choice: [], state: 'withdrawn', version: own.version + 1 })
			.where(and(eq(t.ballots.pollId, pollId), eq(t.ballots.tag, tag)))
			.returning({ tier: t.ballots.tier });
		await writer.run(countParticipants, { pollId, verified: 0, declared: 0, [ballot!.tier]: -1 });
		writer.emit({
			type: 'ballot.withdrawn',
			topic: topicOfConsultation(poll.number),
			kind: 'poll',
			id: pollId,
			version: 1
		});
	});
}

function refuseOlder(version: number, expected: number | undefined): void {
	if (expected !== undefined && expected !== version)
		throw new Refusal('version_conflict', { version });
}

async function putInBox(
	writer: Writer,
	{ voter, account, pollId, tier }: BallotInHand,
	{ choices, own, poll }: { choices: string[] | null; own: OwnBallot; poll: PollInConsultation }
): Promise<number> {
	const version = own.version + 1;
	await writer.run(putBallot, {
		pollId,
		tag: voter.tag,
		version,
		tier,
		// The hromada or gmina: a village could have a single voter.
		areaId: account.areaPath.at(-3) ?? account.areaId,
		choice: choices ?? [],
		state: choices ? 'active' : 'withdrawn'
	});
	// What was cast as verified and is changed afterwards counts from then on as what the voter is now.
	const change = (one: BallotTier) =>
		Number(choices !== null && tier === one) - Number(own.tier === one);
	const changes = { verified: change('verified'), declared: change('declared') };
	await writer.add(participants, { pollId, ...changes });
	writer.emit({
		type: choices ? 'ballot.cast' : 'ballot.withdrawn',
		topic: topicOfConsultation(poll.number),
		kind: 'poll',
		id: pollId,
		version: 1
	});
	return version;
}

const value = sql.placeholder;

export const putBallot = statement<{
	pollId: string;
	tag: string;
	version: number;
	tier: string;
	areaId: string;
	choice: string[];
	state: string;
}>()('put_ballot', (db, t) =>
	db
		.insert(t.ballots)
		.values({
			pollId: value('pollId'),
			tag: value('tag'),
			version: value('version'),
			tier: value('tier'),
			areaId: value('areaId'),
			choice: value('choice'),
			state: value('state')
		})
		.onConflictDoUpdate({
			target: [t.ballots.pollId, t.ballots.tag],
			set: {
				version: sql`excluded.version`,
				choice: sql`excluded.choice`,
				state: sql`excluded.state`,
				tier: sql`excluded.tier`,
				areaId: sql`excluded.area_id`
			}
		})
);

const participants: Sum<{ pollId: string; verified: number; declared: number }> = {
	key: ({ pollId }) => pollId,
	plus: (sum, more) => ({
		pollId: sum.pollId,
		verified: sum.verified + more.verified,
		declared: sum.declared + more.declared
	}),
	async write(writer, sum) {
		if (sum.verified !== 0 || sum.declared !== 0) await writer.run(countParticipants, sum);
		return [];
	}
};

export const countParticipants = statement<{
	pollId: string;
	verified: number;
	declared: number;
}>()('count_participants', (db, t) =>
	db
		.update(t.polls)
		.set({
			verified: sql`${t.polls.verified} + ${value('verified')}`,
			declared: sql`${t.polls.declared} + ${value('declared')}`
		})
		.where(sql`${t.polls.id} = ${value('pollId')}`)
);
