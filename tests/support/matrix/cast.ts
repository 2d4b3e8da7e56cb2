import type { AccountActor, ScopedRole } from '#core/kernel/actor.ts';
import type { Capacity } from '#core/permissions/matrix.ts';
import type { Demo } from '../server.ts';
import { day } from '../world.ts';

/** Somebody of the matrix, with all that the cells and conditions ask about. */
export interface Player {
	name: string;
	/** Null for the visitor. */
	id: string | null;
	capacities: readonly Capacity[];
	roles: readonly ScopedRole[];
	/** Whether the session has shown the second factor. */
	factor: boolean;
	areaIds: readonly string[];
	organisationIds: readonly string[];
	cookie: string;
	actor: AccountActor | null;
}

const system = { kind: 'system', job: 'test' } as const;

interface Setting {
	home: string;
	elsewhere: string;
	authorityId: string;
	otherAuthorityId: string;
	centreId: string;
	otherCentreId: string;
}

const centre = (role: 'consultant' | 'coordinator', scopeId: string): ScopedRole => ({
	role,
	scope: 'centre',
	scopeId
});
const authority = (scopeId: string): ScopedRole => ({
	role: 'official',
	scope: 'authority',
	scopeId
});
const network: ScopedRole = { role: 'admin', scope: 'network', scopeId: '' };

interface Part {
	roles?: ScopedRole[];
	verified?: true;
	elsewhere?: true;
	speaks?: true;
	/** Roles wait for the second factor. */
	waiting?: true;
}

const parts = (s: Setting): Record<string, Part> => ({
	author: {},
	declared: {},
	'declared elsewhere': { elsewhere: true },
	verified: { verified: true },
	'verified elsewhere': { verified: true, elsewhere: true },
	representative: { speaks: true },
	official: { roles: [authority(s.authorityId)] },
	'official elsewhere': { roles: [authority(s.otherAuthorityId)] },
	'official waiting': { roles: [authority(s.authorityId)], waiting: true },
	consultant: { roles: [centre('consultant', s.centreId)] },
	'consultant elsewhere': { roles: [centre('consultant', s.otherCentreId)] },
	'consultant waiting': { roles: [centre('consultant', s.centreId)], waiting: true },
	coordinator: { roles: [centre('coordinator', s.centreId)] },
	'coordinator elsewhere': { roles: [centre('coordinator', s.otherCentreId)] },
	'coordinator waiting': { roles: [centre('coordinator', s.centreId)], waiting: true },
	admin: { roles: [network] },
	'admin waiting': { roles: [network], waiting: true },
	// May moderate nothing: an official never does, whatever else the account is (✗).
	'official and consultant': {
		roles: [authority(s.otherAuthorityId), centre('consultant', s.centreId)]
	},
	'consultant of both': {
		roles: [centre('consultant', s.otherCentreId), centre('consultant', s.centreId)]
	},
	'admin and coordinator': { roles: [network, centre('coordinator', s.centreId)] }
});

/** A name and an id that stand nowhere else: whoever finds them found a leak. */
const planted = (name: string) => `planted-${name.replaceAll(' ', '-')}`;
const plantedName = (name: string) => `Планта ${name}`;
export const plantedEmail = (name: string) => `${planted(name)}@leak.example`;

/** Everybody who acts in the matrix, each with a session of their own. */
export async function castOf(demo: Demo, setting: Setting): Promise<Map<string, Player>> {
	const { storage, sessions } = demo.app;
	const players = new Map<string, Player>();
	players.set('visitor', {
		name: 'visitor',
		id: null,
		capacities: ['visitor'],
		roles: [],
		factor: false,
		areaIds: [],
		organisationIds: [],
		cookie: '',
		actor: null
	});
	for (const [name, part] of Object.entries(parts(setting))) {
		const id = planted(name);
		const areaId = part.elsewhere ? setting.elsewhere : setting.home;
		const { roles = [] } = part;
		await storage.write(system, async ({ db, t, now }) => {
			if (part.verified)
				await db.insert(t.persons).values({
					id: `person-${id}`,
					areaId,
					evidence: 'statement',
					centreId: setting.centreId,
					verifiedAt: now(),
					expiresAt: now() + 730 * day
				});
			await db.insert(t.accounts).values({
				id,
				login: id,
				name: plantedName(name),
				language: 'uk',
				areaId,
				personId: part.verified ? `person-${id}` : null,
				registeredAt: now()
			});
			await db
				.insert(t.contacts)
				.values({ accountId: id, email: plantedEmail(name), confirmedAt: now() });
			for (const role of roles)
				await db.insert(t.roles).values({ ...role, accountId: id, since: now() });
			if (part.speaks) {
				await db.insert(t.organisations).values({
					id: 'planted-organisation',
					slug: 'planted-organisation',
					name: { uk: 'Спілка', pl: 'Związek', en: 'Union' },
					registerNumber: '12345678',
					areaId,
					centreId: setting.centreId
				});
				await db
					.insert(t.representatives)
					.values({ organisationId: 'planted-organisation', accountId: id });
			}
		});
		const factor = roles.length > 0 && !part.waiting;
		const cookie = await sessions.start(id, { secondFactorAt: factor ? storage.now() : null });
		const actor = (await sessions.actorOf(cookie.value)) as AccountActor;
		players.set(name, {
			name,
			id,
			capacities: capacitiesOf(part),
			roles,
			factor,
			areaIds: actor.areaPath,
			organisationIds: actor.organisationIds,
			cookie: `${cookie.name}=${cookie.value}`,
			actor
		});
	}
	return players;
}

function capacitiesOf({ roles = [], verified, speaks }: Part): Capacity[] {
	if (roles.length > 0) return roles.map(({ role }) => role);
	return [verified ? 'verified' : 'declared', ...(speaks ? (['representative'] as const) : [])];
}

/** Who coordinates the centre that was drawn by lot: known only once the lot fell. */
export async function addDrawn(demo: Demo, centreId: string): Promise<Player> {
	const { storage, sessions } = demo.app;
	const role = { role: 'coordinator', scope: 'centre', scopeId: centreId } as const;
	const id = 'planted-drawn';
	const [area] = await storage.db.select().from(storage.t.areas).limit(1);
	await storage.write(system, async ({ db, t, now }) => {
		await db.insert(t.accounts).values({
			id,
			login: id,
			name: 'Планта drawn',
			language: 'uk',
			areaId: area!.id,
			registeredAt: now()
		});
		await db.insert(t.roles).values({ ...role, accountId: id, since: now() });
	});
	const cookie = await sessions.start(id, { secondFactorAt: storage.now() });
	const actor = await sessions.actorOf(cookie.value);
	return {
		name: 'coordinator drawn by lot',
		id,
		capacities: ['coordinator'],
		roles: [role],
		factor: true,
		areaIds: [],
		organisationIds: [],
		cookie: `${cookie.name}=${cookie.value}`,
		actor: actor.kind === 'account' ? actor : null
	};
}
