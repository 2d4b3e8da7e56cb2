import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { consultationsNamed, type NamedConsultation } from '../../consultations/queries/named.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { BallotTier } from '../model.ts';
import { voterOf } from '../policy.ts';

/** A poll in which one has voted; never for what: that shows the page of the poll, to nobody else (requirements §5.5). */
export interface OwnVote {
	pollId: string;
	question: string;
	tier: BallotTier;
	consultation: NamedConsultation;
}

/** The polls in which the signed-in account has a ballot, the latest polls first. */
export function ownVotes(store: Store, actor: Actor): Promise<OwnVote[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const polls = await reader.run(latestPolls, { limit: atMost });
		const tiers = await tiersOf(reader, polls, voterOf(account).voter);
		const voted = polls.filter(({ id }) => tiers.has(id));
		const named = await consultationsNamed(
			reader,
			voted.map(({ number }) => number!)
		);
		return voted.map(({ id, question, number }) => ({
			pollId: id,
			question,
			tier: tiers.get(id)!,
			consultation: named.get(number!)!
		}));
	});
}

/** As what the voter's ballots count, by the ids of the polls. Of a poll whose key is gone nobody can tell any more. */
async function tiersOf(reader: Reader, polls: readonly { id: string }[], voter: string) {
	const found = new Map<string, BallotTier>();
	for (let from = 0; from < polls.length; from += atOnce) {
		const tags = polls.slice(from, from + atOnce).flatMap(({ id }) => {
			const tag = reader.keys.ballotTag(id, voter);
			return tag === undefined ? [] : [[id, tag] as const];
		});
		const asked = { pollIds: tags.map(([id]) => id), tags: tags.map(([, tag]) => tag) };
		for (const { pollId, tier } of await reader.run(ballotsUnder, asked)) found.set(pollId, tier);
	}
	return found;
}

/** Years of polls; the database looks each tag up in each poll that is asked for with it. */
const atMost = 1000;
const atOnce = 50;

const latestPolls = query<{ limit: number }>()('latest_polls', (db, t) =>
	db
		.select({ id: t.polls.id, question: t.polls.question, number: t.consultations.number })
		.from(t.polls)
		.innerJoin(t.consultations, eq(t.consultations.id, t.polls.consultationId))
		.where(ne(t.consultations.status, 'draft'))
		.orderBy(desc(t.polls.id))
		.limit(sql.placeholder('limit'))
);

const ballotsUnder = query<{ pollIds: string[]; tags: string[] }>()('ballots_under', (db, t) =>
	db
		.select({ pollId: t.ballots.pollId, tier: t.ballots.tier })
		.from(t.ballots)
		.where(
			and(
				among(t.ballots.pollId, 'pollIds'),
				among(t.ballots.tag, 'tags'),
				eq(t.ballots.state, 'active')
			)
		)
);
