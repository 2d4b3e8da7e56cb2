import type { App } from '../../../src/core/app.ts';
import type { AccountActor } from '../../../src/core/kernel/actor.ts';
import { addDays, dayOf, startOfDay, type TimeZone } from '../../../src/core/kernel/time.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import type { SeedConsultation } from './model.ts';

/** Something that happens at an instant. */
export interface Step {
	at: number;
	run(): Promise<unknown>;
}

/** Somebody whom a centre knows from paper or voice only. */
export interface Neighbour {
	id: string;
	name: string;
	areaId: string;
}

/** What all consultations of the demo share. */
export interface Stage {
	app: App;
	storage: Storage;
	actors: Map<string, AccountActor>;
	neighbours: Map<string, Neighbour>;
	/** What stands in a plan, by the consultation that it becomes. */
	planned: Map<string, string>;
	/** The moment of seeding. */
	now: number;
}

/** One consultation while it is played. */
export interface Scene extends Stage {
	seed: SeedConsultation;
	authority: { id: string; slug: string; timeZone: TimeZone };
	official: AccountActor;
	/** A calendar day of the authority. */
	on(day: number): string;
	at(day: number, time: string): number;
	actor(id: string): AccountActor;
	/** Of the consultation, once it is announced. */
	number: string;
	/** Ids of contributions by their numbers in the seed. */
	contributions: Map<number, string>;
}

export const visitor = { kind: 'visitor' } as const;

const minute = 60_000;

/** Refuses a seed that names an authority or an account that is not there. */
export async function sceneOf(stage: Stage, seed: SeedConsultation): Promise<Scene> {
	const { authority, official } = await officeOf(stage, seed);
	const { timeZone } = authority;
	const today = dayOf(stage.now, timeZone);
	const on = (day: number) => addDays(today, day);
	return {
		...stage,
		seed,
		authority,
		official,
		on,
		at(day, time) {
			const [hours, minutes] = time.split(':').map(Number);
			const instant = startOfDay(on(day), timeZone) + (hours! * 60 + minutes!) * minute;
			// Today's entries may lie ahead of the hour of seeding.
			return Math.min(instant, stage.now - minute);
		},
		actor(id) {
			const actor = stage.actors.get(id);
			if (!actor) throw new Error(`${seed.id}: no account ${id}`);
			return actor;
		},
		number: '',
		contributions: new Map()
	};
}

/** An authority of the demo and who works there; refuses a seed that names one that is not there. */
export async function officeOf(stage: Stage, seed: { id: string; authority: string }) {
	const { db, t } = stage.storage;
	const authority = (await db.select().from(t.authorities)).find(({ id }) => id === seed.authority);
	if (!authority) throw new Error(`${seed.id}: no authority ${seed.authority}`);
	const official = [...stage.actors.values()].find(({ roles }) =>
		roles.some(({ role, scopeId }) => role === 'official' && scopeId === authority.id)
	);
	if (!official) throw new Error(`${seed.id}: no official of ${seed.authority}`);
	return { authority, official };
}

/** A contribution by its number in the seed; refuses one that is not written yet. */
export function contributionId({ seed, contributions }: Scene, n: number): string {
	const id = contributions.get(n);
	if (id === undefined) throw new Error(`${seed.id}: no contribution ${n} yet`);
	return id;
}
