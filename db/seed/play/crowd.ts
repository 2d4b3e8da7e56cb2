import type { AccountActor } from '../../../src/core/kernel/actor.ts';
import { addMonths } from '../../../src/core/kernel/time.ts';
import type { Poll } from '../../../src/core/polls/queries.ts';
import { verifiedForMonths } from '../../../src/core/verification/model.ts';
import type { SeedConsultation, SeedPoll, Tally } from './model.ts';
import { visitor, type Scene, type Step } from './scene.ts';

type Tier = 'verified' | 'declared';
type Crowd = Record<Tier, AccountActor[]>;

/** Nameless residents who carry the ballots and the support of the demo; they cannot sign in. */
export async function crowd(scene: Scene): Promise<Step[]> {
	const { seed, at, now } = scene;
	if (seed.contributions.length === 0) return [];
	const people = await gather(scene);
	const last = Math.min(seed.days.closes, 0, (seed.cancellation?.day ?? 1) - 1);
	const late = Math.min(at(last, '23:50'), now - 30_000);
	return [
		{ at: late, run: () => vote(scene, people) },
		{ at: late, run: () => agree(scene, people) }
	];
}

async function gather(scene: Scene): Promise<Crowd> {
	const { storage, seed } = scene;
	const { db, t } = storage;
	const home = (await db.select().from(t.areas)).find(
		({ path, kind }) =>
			(kind === 'settlement' || kind === 'gmina') && seed.areas.some((id) => path.includes(id))
	);
	if (!home) throw new Error(`${seed.id}: nowhere to live`);
	const { verified, declared } = sizeOf(seed);
	const person = { name: 'Demo', language: seed.language, areaId: home.id };
	const member = (tier: Tier, place: number): AccountActor => {
		const id = `crowd-${seed.id}-${tier}-${place}`;
		const personId = tier === 'verified' ? `person-${id}` : null;
		const office = { roles: [], organisationIds: [], sessionId: null, secondFactorAt: null };
		return { kind: 'account', id, ...person, personId, areaPath: home.path, ...office };
	};
	const people: Crowd = {
		verified: Array.from({ length: verified }, (_, place) => member('verified', place)),
		declared: Array.from({ length: declared }, (_, place) => member('declared', place))
	};
	await register(scene, people);
	return people;
}

/** As many as vote, and at least as many as agree with any one contribution. */
function sizeOf({ polls, contributions }: SeedConsultation): Record<Tier, number> {
	const voters = (tier: Tier) => Math.max(0, ...polls.map((poll) => votersOf(poll, tier)));
	const verified = voters('verified');
	const most = Math.max(...contributions.map(({ support }) => support));
	return { verified, declared: Math.max(voters('declared'), most - verified) };
}

async function register({ storage, seed }: Scene, people: Crowd): Promise<void> {
	await storage.write({ kind: 'system', job: 'seed' }, async ({ db, t, now }) => {
		const accounts = [...people.verified, ...people.declared].map(
			({ id, name, language, areaId, personId }) => ({
				id,
				login: `demo.${id}`,
				name,
				language,
				areaId,
				personId,
				registeredAt: now()
			})
		);
		const persons = people.verified.map(({ personId, areaId }) => ({
			id: personId!,
			areaId,
			// In Poland nothing but a statement may be asked for.
			evidence: areaId.startsWith('UA') ? ('residence_extract' as const) : ('statement' as const),
			centreId: seed.hostCentre,
			verifiedAt: now(),
			expiresAt: addMonths(now(), verifiedForMonths)
		}));
		if (persons.length > 0) await db.insert(t.persons).values(persons);
		await db.insert(t.accounts).values(accounts);
	});
}

/** Each mark is by somebody else, and not always by the same few. */
async function agree({ app, contributions, seed }: Scene, people: Crowd): Promise<void> {
	const all = [...people.verified, ...people.declared];
	await Promise.all(
		seed.contributions.flatMap(({ n, support }) =>
			Array.from({ length: support }, (_, place) =>
				app.contributions.support(all[(n * 13 + place) % all.length]!, {
					contributionId: contributions.get(n)!
				})
			)
		)
	);
}

async function vote({ app, number, seed }: Scene, people: Crowd): Promise<void> {
	const { polls } = await app.consultations.page(visitor, { number });
	for (const [place, poll] of polls.entries())
		for (const tier of ['verified', 'declared'] as const) {
			const choices = choicesOf(seed.polls[place]!, tier);
			await Promise.all(
				choices.map((options, at) =>
					app.polls.cast(people[tier][at]!, { pollId: poll.id, choice: choiceOf(poll, options) })
				)
			);
		}
}

const choiceOf = ({ kind }: Poll, options: string[]) =>
	kind === 'single' ? { option: options[0]! } : { options };

const sum = (tally: Tally) => Object.values(tally).reduce((all, count) => all + count, 0);

const votersOf = ({ kind, participants, ballots }: SeedPoll, tier: Tier): number =>
	kind === 'single'
		? sum(ballots[tier])
		: (participants?.[tier] ?? Math.max(...Object.values(ballots[tier])));

/** Ballots that give the planned tally: for `approval` each option goes to that many of the participants. */
function choicesOf(poll: SeedPoll, tier: Tier): string[][] {
	const tally = Object.entries(poll.ballots[tier]);
	if (poll.kind === 'single')
		return tally.flatMap(([id, count]) => Array.from({ length: count }, () => [id]));
	const ballots = Array.from({ length: votersOf(poll, tier) }, (): string[] => []);
	let next = 0;
	for (const [id, count] of tally)
		for (let n = 0; n < count; n++) ballots[next++ % ballots.length]!.push(id);
	return ballots.filter((ballot) => ballot.length > 0);
}
