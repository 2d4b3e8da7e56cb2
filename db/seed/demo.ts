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
import { plannedFrom, planSteps, type SeedPlan } from './play/plan.ts';
import { officeOf, type Neighbour, type Stage, type Step } from './play/scene.ts';
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
const beganBefore = 210;
/** Whoever can sign in has read the notices that are older than that. */
const unreadDays = 7;
const day = 86_400_000;

/** Fills an empty database with the demo, through the real commands; answers the sign-ins that it wrote down. */
export async function seedDemo(storage: Storage, seed: DemoSeed): Promise<DemoSignIn[]> {
	const read = readSeed(seed.root);
	const { people, paper, staff } = read('people.json') as SeedPeople;
	const began = seed.now - beganBefore * day;
	// The plan of a year is published before it begins, and time goes one way.
	seed.moveClock(plannedFrom(began));
	const app = await createApp(storage, {
		secure: false,
		demo: true,
		mail: false,
		holidaysAreWorkingDays: true
	});
	await seedReference(storage, seed.root);
	await seedPlaces(storage, read);
	const offices = await seedAccounts(storage, { people: [], staff });
	const stage: Stage = {
		app,
		storage,
		actors: offices.actors,
		neighbours: new Map(paper.map((one) => [one.id, one])),
		planned: new Map(),
		now: seed.now
	};
	const consultations = seedConsultations(seed.root);
	const plans = await planned(stage, read('plans.json') as SeedPlan[], consultations);
	await play(
		plans.filter(({ at }) => at < began),
		seed
	);
	seed.moveClock(began);
	const residents = await seedAccounts(storage, { people, staff: [] });
	for (const [id, actor] of residents.actors) stage.actors.set(id, actor);
	const { actors } = stage;
	const signIns = [...residents.signIns, ...offices.signIns];
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
	const readers = [...people, ...staff].filter(({ login }) => login !== null);
	const steps = [
		...plans.filter(({ at }) => at >= began),
		...(await lives(stage, consultations)),
		...networkSteps(stage),
		...readers.map(({ id }) => ({
			at: seed.now - unreadDays * day,
			run: () => app.notices.read(actors.get(id)!, {})
		}))
	];
	await play(steps, seed);
	seed.moveClock(seed.now);
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

const seedConsultations = (root: string): SeedConsultation[] =>
	readdirSync(join(root, 'db/seed/consultations'))
		.sort()
		.map((file) => readSeed(root)(`consultations/${file}`) as SeedConsultation);

async function planned(
	stage: Stage,
	plans: readonly SeedPlan[],
	consultations: readonly SeedConsultation[]
): Promise<Step[]> {
	const steps: Step[] = [];
	for (const plan of plans) {
		const office = await officeOf(stage, { id: 'plans', authority: plan.authority });
		steps.push(...planSteps({ ...stage, ...office, consultations }, plan));
	}
	return steps;
}

async function lives(stage: Stage, consultations: readonly SeedConsultation[]): Promise<Step[]> {
	const steps: Step[] = [];
	for (const one of consultations) steps.push(...(await playConsultation(stage, one)));
	return steps;
}

/** Everything that happens, in the order in which it happens. */
async function play(steps: readonly Step[], { moveClock, stopping }: DemoSeed): Promise<void> {
	for (const { at, run } of steps.toSorted((a, b) => a.at - b.at)) {
		stopping?.throwIfAborted();
		moveClock(at);
		await run();
	}
}
