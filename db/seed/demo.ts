import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashPassword } from '../../src/core/accounts/passwords.ts';
import { createApp, type App } from '../../src/core/app.ts';
import type { AccountActor, Role, ScopedRole } from '../../src/core/kernel/actor.ts';
import { isRefusal } from '../../src/core/kernel/errors.ts';
import { fold, type Trilingual } from '../../src/core/kernel/text.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { playConsultation, type SeedConsultation, type Step } from './consultations.ts';
import { ranksOf, readSeed, seedReference } from './reference.ts';

interface SeedPerson {
	id: string;
	name: string;
	language: 'uk' | 'pl';
	areaId: string;
	tier: 'declared' | 'verified';
	login: string | null;
	note: Trilingual | null;
}
interface SeedStaff {
	id: string;
	name: string;
	language: 'uk' | 'pl';
	role: Role;
	scope: ScopedRole['scope'];
	slug: string | null;
	login: string | null;
	note: Trilingual | null;
}
interface SeedOrganisation {
	id: string;
	slug: string;
	name: Trilingual;
	registerNumber: string;
	areaId: string;
	representatives: string[];
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
}

export interface DemoSignIn {
	login: string;
	password: string;
	/** Base32, of those who have a second factor. */
	totpSecret: string | null;
	roles: { role: Role; scope: ScopedRole['scope']; slug: string }[];
	/** What to try. */
	note: string;
}

/** Fills an empty database with the demo, through the real commands; answers the sign-ins that it wrote down. */
export async function seedDemo(storage: Storage, seed: DemoSeed): Promise<DemoSignIn[]> {
	const read = readSeed(seed.root);
	seed.moveClock(seed.now - 60 * 86_400_000);
	const app = await createApp(storage, { secure: false, demo: true, holidaysAreWorkingDays: true });
	await seedReference(storage, seed.root);
	await seedPlaces(storage, read);
	const { people, staff } = read('people.json') as { people: SeedPerson[]; staff: SeedStaff[] };
	const { actors, signIns } = await seedAccounts(storage, people, staff, seed);
	await seedOrganisations(storage, read('organisations.json') as SeedOrganisation[], actors);
	await play(app, storage, seed, actors);
	return signIns;
}

async function seedPlaces(storage: Storage, read: (file: string) => unknown): Promise<void> {
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

async function seedAccounts(
	storage: Storage,
	people: readonly SeedPerson[],
	staff: readonly SeedStaff[],
	{ now, folder }: DemoSeed
): Promise<{ actors: Map<string, AccountActor>; signIns: DemoSignIn[] }> {
	const { db, t } = storage;
	const paths = new Map((await db.select().from(t.areas)).map(({ id, path }) => [id, path]));
	const centres = new Map((await db.select().from(t.centres)).map((one) => [one.id, one]));
	const authorities = new Map((await db.select().from(t.authorities)).map((one) => [one.id, one]));
	const actors = new Map<string, AccountActor>();
	const signIns: DemoSignIn[] = [];

	async function add(
		one: SeedPerson | SeedStaff,
		areaId: string,
		personId: string | null,
		roles: ScopedRole[]
	): Promise<void> {
		const password = one.login === null ? null : randomBytes(9).toString('base64url');
		const passwordHash = password === null ? null : await hashPassword(password);
		const { id, name, language, login, note } = one;
		await storage.write({ kind: 'system', job: 'seed' }, async ({ db, t }) => {
			if (personId !== null)
				await db.insert(t.persons).values({
					id: personId,
					areaId,
					evidence: 'residence_extract',
					centreId: centreFor(paths.get(areaId) ?? [], centres),
					verifiedAt: now
				});
			await db.insert(t.accounts).values({
				id,
				login: login ?? `demo.${id}`,
				passwordHash,
				name,
				language,
				areaId,
				personId,
				registeredAt: now
			});
			for (const role of roles)
				await db.insert(t.roles).values({ ...role, accountId: id, since: now });
		});
		actors.set(id, {
			kind: 'account',
			id,
			name,
			language,
			areaId,
			areaPath: paths.get(areaId) ?? [areaId],
			personId,
			roles,
			organisationIds: []
		});
		if (login !== null && password !== null)
			signIns.push({
				login,
				password,
				totpSecret: null,
				roles: roles.map(({ role, scope, scopeId }) => ({ role, scope, slug: scopeId })),
				note: note?.en ?? ''
			});
	}

	for (const person of people)
		await add(person, person.areaId, person.tier === 'verified' ? `person-${person.id}` : null, []);
	for (const one of staff) {
		const scopeId = one.slug ?? '';
		const areaId =
			authorities.get(scopeId)?.areaId ?? centres.get(scopeId)?.areaId ?? [...paths.keys()][0]!;
		await add(one, areaId, null, [{ role: one.role, scope: one.scope, scopeId }]);
	}
	writeFileSync(join(folder, 'demo-accounts.json'), `${JSON.stringify(signIns, null, '\t')}\n`, {
		mode: 0o600
	});
	return { actors, signIns };
}

function centreFor(path: readonly string[], centres: Map<string, { id: string; areaId: string }>) {
	const near = [...centres.values()].find(({ areaId }) => path.includes(areaId));
	return near?.id ?? [...centres.keys()][0]!;
}

async function seedOrganisations(
	storage: Storage,
	organisations: readonly SeedOrganisation[],
	actors: Map<string, AccountActor>
): Promise<void> {
	await storage.write({ kind: 'system', job: 'seed' }, async ({ db, t }) => {
		for (const { id, slug, name, registerNumber, areaId, representatives } of organisations) {
			await db.insert(t.organisations).values({ id, slug, name, registerNumber, areaId });
			for (const accountId of representatives.filter((one) => actors.has(one))) {
				await db.insert(t.representatives).values({ organisationId: id, accountId });
				const actor = actors.get(accountId)!;
				actors.set(accountId, { ...actor, organisationIds: [...actor.organisationIds, id] });
			}
		}
	});
}

/** Everything that happens, in the order in which it happens. */
async function play(
	app: App,
	storage: Storage,
	{ root, now, moveClock }: DemoSeed,
	actors: Map<string, AccountActor>
): Promise<void> {
	const read = readSeed(root);
	const steps: Step[] = [];
	for (const file of readdirSync(join(root, 'db/seed/consultations')).sort()) {
		const consultation = read(`consultations/${file}`) as SeedConsultation;
		steps.push(...(await playConsultation({ app, storage, actors, now }, consultation)));
	}
	for (const { at, run } of steps.sort((a, b) => a.at - b.at)) {
		moveClock(Math.min(at, now));
		await run().catch((error: unknown) => {
			throw isRefusal(error)
				? new Error(`demo: ${error.code} ${JSON.stringify(error.details)}`, { cause: error })
				: error;
		});
	}
	moveClock(now);
}
