import { randomBytes } from 'node:crypto';
import { hashPassword } from '../../src/core/accounts/passwords.ts';
import type { AccountActor, Role, ScopedRole } from '../../src/core/kernel/actor.ts';
import type { Trilingual } from '../../src/core/kernel/text.ts';
import { addMonths } from '../../src/core/kernel/time.ts';
import { newSecret, keepSecret } from '../../src/core/accounts/second-factor.ts';
import { verifiedForMonths } from '../../src/core/verification/model.ts';
import type { Storage } from '../../src/storage/storage.ts';

interface SeedAccount {
	id: string;
	name: string;
	language: 'uk' | 'pl';
	login: string | null;
	/** What to try, for those who can sign in. */
	note: Trilingual | null;
}
export interface SeedPerson extends SeedAccount {
	areaId: string;
	tier: 'declared' | 'verified';
}
export interface SeedStaff extends SeedAccount {
	role: Role;
	scope: ScopedRole['scope'];
	slug: string | null;
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

interface Places {
	paths: Map<string, string[]>;
	centres: Map<string, { id: string; areaId: string }>;
	authorities: Map<string, { areaId: string }>;
}

/** Somebody of the demo, with the password that they get. */
interface Known {
	actor: AccountActor;
	login: string;
	password: string | null;
	/** Of whoever works in the network: nobody does without a second factor. */
	totpSecret: string | null;
	note: string;
}

/** Accounts of everybody who writes or works in the demo; those with a login get a password. */
export async function seedAccounts(
	storage: Storage,
	{ people, staff }: { people: readonly SeedPerson[]; staff: readonly SeedStaff[] }
): Promise<{ actors: Map<string, AccountActor>; signIns: DemoSignIn[] }> {
	const places = await readPlaces(storage);
	const known = [
		...people.map((one) => knownAs(one, resident(places, one))),
		...staff.map((one) => knownAs(one, employee(places, one)))
	];
	await addPersons(storage, places, known);
	await addAccounts(storage, known);
	const actors = new Map(known.map(({ actor }) => [actor.id, actor]));
	return { actors, signIns: known.flatMap((one) => signInOf(one) ?? []) };
}

const knownAs = ({ login, note }: SeedAccount, actor: AccountActor): Known => ({
	actor,
	login: login ?? `demo.${actor.id}`,
	password: login === null ? null : randomBytes(9).toString('base64url'),
	totpSecret: login !== null && actor.roles.length > 0 ? newSecret() : null,
	note: note?.en ?? ''
});

function signInOf({ actor, login, password, totpSecret, note }: Known): DemoSignIn | null {
	if (password === null) return null;
	const roles = actor.roles.map(({ role, scope, scopeId }) => ({ role, scope, slug: scopeId }));
	return { login, password, totpSecret, roles, note };
}

async function addPersons(storage: Storage, places: Places, known: readonly Known[]) {
	await storage.write({ kind: 'system', job: 'seed' }, async ({ db, t, now }) => {
		const verified = known.flatMap(({ actor: { personId, areaId, areaPath } }) =>
			personId === null ? [] : { id: personId, areaId, centreId: nearest(places, areaPath) }
		);
		if (verified.length === 0) return;
		await db.insert(t.persons).values(
			verified.map((one) => ({
				...one,
				evidence: 'residence_extract' as const,
				verifiedAt: now(),
				expiresAt: addMonths(now(), verifiedForMonths)
			}))
		);
	});
}

async function addAccounts(storage: Storage, known: readonly Known[]): Promise<void> {
	const hashes = await Promise.all(
		known.map(async ({ password }) => (password === null ? null : hashPassword(password)))
	);
	await storage.write({ kind: 'system', job: 'seed' }, async (writer) => {
		const { db, t, now } = writer;
		const accounts = known.map(({ actor, login }, place) => {
			const { id, name, language, areaId, personId } = actor;
			const passwordHash = hashes[place] ?? null;
			return { id, login, passwordHash, name, language, areaId, personId, registeredAt: now() };
		});
		await db.insert(t.accounts).values(accounts);
		const roles = known.flatMap(({ actor: { id, roles } }) =>
			roles.map((role) => ({ ...role, accountId: id, since: now() }))
		);
		if (roles.length > 0) await db.insert(t.roles).values(roles);
		for (const { actor, totpSecret } of known)
			if (totpSecret !== null) await keepSecret(writer, actor.id, totpSecret, now());
	});
}

async function readPlaces({ db, t }: Storage): Promise<Places> {
	return {
		paths: new Map((await db.select().from(t.areas)).map(({ id, path }) => [id, path])),
		centres: new Map((await db.select().from(t.centres)).map((one) => [one.id, one])),
		authorities: new Map((await db.select().from(t.authorities)).map((one) => [one.id, one]))
	};
}

function resident(
	{ paths }: Places,
	{ id, name, language, areaId, tier }: SeedPerson
): AccountActor {
	return {
		kind: 'account',
		id,
		name,
		language,
		areaId,
		areaPath: paths.get(areaId) ?? [areaId],
		personId: tier === 'verified' ? `person-${id}` : null,
		roles: [],
		organisationIds: [],
		sessionId: null,
		secondFactorAt: null
	};
}

function employee(
	places: Places,
	{ id, name, language, role, scope, slug }: SeedStaff
): AccountActor {
	const { paths, centres, authorities } = places;
	const scopeId = slug ?? '';
	const areaId =
		authorities.get(scopeId)?.areaId ?? centres.get(scopeId)?.areaId ?? [...paths.keys()][0]!;
	const person = resident(places, {
		id,
		name,
		language,
		areaId,
		tier: 'declared',
		login: null,
		note: null
	});
	return { ...person, roles: [{ role, scope, scopeId }], secondFactorAt: 0 };
}

function nearest({ centres }: Places, path: readonly string[]): string {
	const near = [...centres.values()].find(({ areaId }) => path.includes(areaId));
	return near?.id ?? [...centres.keys()][0]!;
}
