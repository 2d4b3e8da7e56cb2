import { and, eq, gt, inArray, or } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { phaseOf } from '../../consultations/model.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { notify } from '../../notifications/commands.ts';
import { copyEntries, lastHeardOf } from '../../register/commands.ts';
import { countParticipants, putBallot } from '../commands.ts';
import type { BallotTier } from '../model.ts';
import { voterOfAccount, voterOfPerson } from '../policy.ts';

interface Joining {
	accountId: string;
	personId: string;
	/** The person that the account was before, where it is another one now. */
	formerPersonId?: string | null;
	/** Where the person lives, smallest first. */
	areaPath: readonly string[];
}

/**
 * Makes the ballots of an account in polls that are not over those of the person that it was verified to be, in the
 * transaction of the verification (RELIABILITY D4). Where the person has one already, the later choice stays, by the
 * hour; in the same hour that of the account, just confirmed in person.
 */
export async function joinBallots(writer: Writer, joining: Joining): Promise<void> {
	for (const poll of await pollsUnderWay(writer)) await joinIn(writer, poll, joining);
}

type Poll = Awaited<ReturnType<typeof pollsUnderWay>>[number];
type Ballot = Awaited<ReturnType<typeof ballotsUnder>>[number];

async function pollsUnderWay({ db, t, now }: Writer) {
	const rows = await db
		.select({
			id: t.polls.id,
			areaIds: t.polls.areaIds,
			consultationId: t.consultations.id,
			number: t.consultations.number,
			status: t.consultations.status,
			opensAt: t.consultations.opensAt,
			closesAt: t.consultations.closesAt,
			reportDueAt: t.consultations.reportDueAt,
			reportedAt: t.consultations.reportedAt,
			decidedAt: t.consultations.decidedAt
		})
		.from(t.polls)
		.innerJoin(t.consultations, eq(t.consultations.id, t.polls.consultationId))
		.where(
			or(
				and(eq(t.consultations.status, 'published'), gt(t.consultations.closesAt, now())),
				eq(t.consultations.status, 'suspended')
			)
		);
	return rows.filter((poll) => ['open', 'suspended'].includes(phaseOf(poll, now())));
}

async function joinIn(writer: Writer, poll: Poll, joining: Joining): Promise<void> {
	const tagOf = (voter: string) => writer.keys.ballotTag(poll.id, voter);
	const { accountId, personId, formerPersonId, areaPath } = joining;
	const into = tagOf(voterOfPerson(personId));
	// Without its key nobody's ballot can be found any more.
	if (into === undefined) return;
	const others = [
		voterOfAccount(accountId),
		...(formerPersonId ? [voterOfPerson(formerPersonId)] : [])
	]
		.map((voter) => tagOf(voter)!)
		.filter((tag) => tag !== into);
	const ballots = await ballotsUnder(writer, poll.id, [...others, into]);
	const kept = await latest(writer, ballots, into);
	// What was voided by decision stays so.
	if (!kept || ballots.some(({ state }) => state === 'void')) return;
	const livesThere = poll.areaIds.some((id) => areaPath.includes(id));
	const tier = livesThere ? 'verified' : kept.tier;
	if (ballots.length === 1 && kept.tag === into && kept.tier === tier) return;

	await remove(writer, poll.id, others);
	if (kept.tag !== into) await copyEntries(writer, { from: kept.tag, to: into });
	await writer.run(putBallot, {
		pollId: poll.id,
		tag: into,
		version: Math.max(...ballots.map(({ version }) => version)) + Number(ballots.length > 1),
		tier,
		// The hromada or gmina: a village could have a single voter.
		areaId: livesThere ? (areaPath.at(-3) ?? areaPath[0]!) : kept.areaId,
		choice: kept.choice,
		state: kept.state
	});
	await writer.run(countParticipants, {
		pollId: poll.id,
		verified: change('verified', ballots, { ...kept, tier }),
		declared: change('declared', ballots, { ...kept, tier })
	});
	writer.emit({
		type: 'ballot.joined',
		topic: topicOfConsultation(poll.number!),
		kind: 'poll',
		id: poll.id,
		version: 1
	});
	if (kept.state === 'active')
		await notify(writer, [accountId], {
			kind: 'ballot_joined',
			consultationId: poll.consultationId,
			objectId: poll.id
		});
}

const ballotsUnder = ({ db, t }: Writer, pollId: string, tags: string[]) =>
	db
		.select()
		.from(t.ballots)
		.where(and(eq(t.ballots.pollId, pollId), inArray(t.ballots.tag, tags)));

const remove = ({ db, t }: Writer, pollId: string, tags: string[]) =>
	db.delete(t.ballots).where(and(eq(t.ballots.pollId, pollId), inArray(t.ballots.tag, tags)));

/** The ballot that stays: of those that count the latest; where none does, the person's own. */
async function latest(
	writer: Writer,
	ballots: readonly Ballot[],
	into: string
): Promise<Ballot | undefined> {
	const own = ballots.find(({ tag }) => tag === into);
	const active = ballots.filter(({ state }) => state === 'active');
	if (active.length < 2) return active[0] ?? own ?? ballots[0];
	const heard = await Promise.all(
		active.map(async (ballot) => ({ ballot, at: await lastHeardOf(writer, ballot.tag) }))
	);
	const order = (ballot: Ballot) => Number(ballot === own);
	heard.sort((a, b) => b.at - a.at || order(a.ballot) - order(b.ballot));
	return heard[0]!.ballot;
}

function change(tier: BallotTier, before: readonly Ballot[], after: Ballot): number {
	const counts = (ballot: Ballot) => ballot.state === 'active' && ballot.tier === tier;
	return Number(counts(after)) - before.filter(counts).length;
}
