import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../src/core/app.ts';
import { ranksOf } from '../../src/core/kernel/ranks.ts';
import { fold, type Trilingual } from '../../src/core/kernel/text.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { seedAccounts, type DemoSignIn, type SeedPerson, type SeedStaff } from './accounts.ts';
import { seedOrganisations, type SeedOrganisation } from './organisations.ts';
import { playConsultation } from './play/consultation.ts';
import type { SeedConsultation } from './play/model.ts';
import { networkSteps } from './play/network.ts';
import type { Neighbour, Stage, Step } from './play/scene.ts';
import { readSeed, seedReference } from './reference.ts';

interface SeedPeople {
	people: SeedPerson[];
	/** Known from paper and voice only: they have no account. */
	paper: Neighbour[];
	staff: SeedStaff[];
}
interface Named {
	id: string;
	name: Trilingual;
}

/** What the demo is made from, and where its sign-ins are written. */
export interface DemoSeed {
	root: string;
	/** The data folder. */
	folder: string;
	/** The day of seeding. */
	now: number;
	/** Moves the storage's clock: the demo happens in the order in which it would have happened. */
	moveClock(at: number): void;
	/** Ends it between two steps; what is there then is of no use. */
	stopping?: AbortSignal | undefined;
}

/** The first of the demo's consultations was announced so many days ago. */
const began = 210;
/** Whoever can sign in has read the notices that are older than that. */
const unreadDays = 7;
const day = 86_400_000;

/** Fills an empty database with the demo, through the real commands; answers the sign-ins that it wrote down. */
export async function seedDemo(storage: Storage, seed: DemoSeed): Promise<DemoSignIn[]> {
	const read = readSeed(seed.root);
	seed.moveClock(seed.now - began * day);
	const app = await createApp(storage, {
		secure: false,
		demo: true,
		mail: false,
		holidaysAreWorkingDays: true
	});
	await seedReference(storage, seed.root);
	await seedPlaces(storage, read);
	const people = read('people.json') as SeedPeople;
	const { actors, signIns } = await seedAccounts(storage, people);
	await seedOrganisations(
		storage,
		read('organisations.json') as SeedOrganisation[],
		actors,
		seed.now - 2 * day
	);
	writeFileSync(
		join(seed.folder, 'demo-accounts.json'),
		`${JSON.stringify(signIns, null, '\t')}\n`,
		{ mode: 0o600 }
	);
	const neighbours = new Map(people.paper.map((one) => [one.id, one]));
	const stage = { app, storage, actors, neighbours, now: seed.now };
	const readers = [...people.people, ...people.staff].filter(({ login }) => login !== null);
	const steps = [
		...(await lives(stage, seed.root)),
		...networkSteps(stage),
		...readers.map(({ id }) => ({
			at: seed.now - unreadDays * day,
			run: () => app.notices.read(actors.get(id)!, {})
		}))
	];
	await play(steps, seed);
	return signIns;
}

/** The centres of the network and the authorities of the demo. */
export async function seedPlaces(storage: Storage, read: (file: string) => unknown): Promise<void> {
	const centres = read('centres.json') as (Named &
		Record<string, unknown> & { serves: string[] })[];
	const authorities = read('authorities.json') as (Named & Record<string, unknown>)[];
	await storage.write({ kind: 'system', job: 'seed' }, async ({ db, t }) => {
		const towns = ranksOf(centres, ({ id, town }) => ({ id, name: (town as Trilingual).uk }));
		for (const { serves, ...centre } of centres) {
			const row = { ...centre, rank: towns.get(centre.id)! };
			await db.insert(t.centres).values(row as unknown as typeof t.centres.$inferInsert);
			await db
				.insert(t.centreAreas)
				.values(serves.map((areaId) => ({ centreId: centre.id, areaId })));
		}
		const names = ranksOf(authorities, ({ id, name }) => ({ id, name: name.uk }));
		for (const { defaultProfile, country, ...authority } of authorities) {
			const row = {
				country: country ?? (authority.timeZone === 'Europe/Warsaw' ? 'PL' : 'UA'),
				...authority,
				defaultProfileId: defaultProfile,
				folded: fold(Object.values(authority.name).join(' ')),
				rank: names.get(authority.id)!
			};
			await db.insert(t.authorities).values(row as unknown as typeof t.authorities.$inferInsert);
		}
	});
}

async function lives(stage: Stage, root: string): Promise<Step[]> {
	const read = readSeed(root);
	const steps: Step[] = [];
	for (const file of readdirSync(join(root, 'db/seed/consultations')).sort())
		steps.push(
			...(await playConsultation(stage, read(`consultations/${file}`) as SeedConsultation))
		);
	return steps;
}

/** Everything that happens, in the order in which it happens. */
async function play(steps: readonly Step[], { now, moveClock, stopping }: DemoSeed): Promise<void> {
	for (const { at, run } of steps.toSorted((a, b) => a.at - b.at)) {
		stopping?.throwIfAborted();
		moveClock(at);
		await run();
	}
	moveClock(now);
}
