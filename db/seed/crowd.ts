import type { App } from '../../src/core/app.ts';
import type { AccountActor } from '../../src/core/kernel/actor.ts';
import type { Poll } from '../../src/core/polls/queries.ts';
import type { Storage } from '../../src/storage/storage.ts';

type Tally = Record<string, number>;

export interface SeedPoll {
	options: { id: string; text: string }[];
	/** How many people took part; for `approval`, where options do not add up to people. */
	participants?: { verified: number; declared: number };
	ballots: { verified: Tally; declared: Tally };
}

interface Stage {
	app: App;
	storage: Storage;
	now: number;
}
interface Voting {
	seed: { id: string; areas: string[]; polls: SeedPoll[] };
	authority: { areaId: string };
	polls: readonly Poll[];
}

/** Nameless residents who carry the ballots of the demo; they cannot sign in. */
export async function crowdFor(
	{ app, storage, now }: Stage,
	{ seed, polls }: Voting
): Promise<void> {
	const { db, t } = storage;
	const [home] = (await db.select().from(t.areas)).filter(
		({ path, kind }) =>
			(kind === 'settlement' || kind === 'gmina') && seed.areas.some((id) => path.includes(id))
	);
	const [centre] = await db.select().from(t.centres).limit(1);
	if (!home || !centre) throw new Error(`${seed.id}: nowhere to live`);

	const crowd = new Map<string, AccountActor>();
	async function member(tier: 'verified' | 'declared', place: number): Promise<AccountActor> {
		const id = `crowd-${seed.id}-${tier}-${place}`;
		const known = crowd.get(id);
		if (known) return known;
		const personId = tier === 'verified' ? `person-${id}` : null;
		const person = { id, name: 'Demo', language: 'uk', areaId: home!.id, personId } as const;
		await storage.write({ kind: 'system', job: 'seed' }, async ({ db, t }) => {
			if (personId)
				await db.insert(t.persons).values({
					id: personId,
					areaId: home!.id,
					evidence: 'statement',
					centreId: centre!.id,
					verifiedAt: now
				});
			await db.insert(t.accounts).values({ ...person, login: `demo.${id}`, registeredAt: now });
		});
		const actor: AccountActor = {
			kind: 'account',
			...person,
			areaPath: home!.path,
			roles: [],
			organisationIds: []
		};
		crowd.set(id, actor);
		return actor;
	}

	for (const [place, poll] of polls.entries()) {
		const planned = seed.polls[place]!;
		for (const tier of ['verified', 'declared'] as const) {
			const choices = choicesOf(poll.kind, planned.ballots[tier], planned.participants?.[tier]);
			const voters = await Promise.all(choices.map((_, at) => member(tier, at)));
			await Promise.all(
				choices.map((options, at) =>
					app.polls.cast(voters[at]!, {
						pollId: poll.id,
						choice: poll.kind === 'single' ? { option: options[0]! } : { options }
					})
				)
			);
		}
	}
}

/** Ballots that give the planned tally: for `approval` each option goes to that many of the participants. */
function choicesOf(kind: Poll['kind'], tally: Tally, participants?: number): string[][] {
	const entries = Object.entries(tally);
	if (kind === 'single')
		return entries.flatMap(([id, count]) => Array.from({ length: count }, () => [id]));
	const people = participants ?? Math.max(...entries.map(([, count]) => count));
	const ballots = Array.from({ length: people }, (): string[] => []);
	let next = 0;
	for (const [id, count] of entries)
		for (let n = 0; n < Math.min(count, people); n++) ballots[next++ % people]!.push(id);
	return ballots.filter((ballot) => ballot.length > 0);
}
