import { and, eq, inArray } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import { actingAs } from '../administration/policy.ts';
import { isResidence } from '../areas/model.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { createFields, type Fields } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { ranksOf } from '../kernel/ranks.ts';
import { slugOf, type Trilingual } from '../kernel/text.ts';
import { refuseStale } from '../kernel/versions.ts';
import { require } from '../permissions/policy.ts';
import { once } from '../register/commands.ts';
import { checkContact, type TypedContact } from './checks.ts';

interface Keyed {
	key?: string | undefined;
}
interface Versioned {
	/** The version that was changed: two people do not overwrite each other unasked. */
	version?: number | undefined;
}

/** What only an administrator says about a centre. */
export interface TypedCentre extends TypedContact {
	name: Trilingual;
	/** The library or organisation that keeps it. */
	host: Trilingual;
}

/**
 * A centre, in a settlement or a gmina; at first it serves the hromada where it stands. Refuses `invalid_input`:
 * areaId, names in three languages, address, phone, hours.
 */
export async function createCentre(
	store: Store,
	actor: Actor,
	{ key, ...typed }: TypedCentre & { areaId: string } & Keyed
): Promise<{ slug: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'centre.write', body: typed }, async () => {
			const { db, t, now, emit } = writer;
			const fields = createFields();
			const place = await checkPlace(writer, fields, typed.areaId);
			const checked = checkCentre(fields, typed);
			fields.refuseIfWrong();
			const id = newId(now());
			const slug = await freeSlug(writer, slugOf(`cip ${place!.town.en}`), id);
			await db.insert(t.centres).values({ id, slug, ...place!, ...checked, rank: 0 });
			await db.insert(t.centreAreas).values({ centreId: id, areaId: place!.areaId });
			await rank(writer);
			emit({
				type: 'centre.created',
				topic: null,
				kind: 'centre',
				id,
				version: 1,
				as: actingAs('centre.write', account)
			});
			return { slug };
		})
	);
}

/**
 * Changes all of a centre but where it stands. Refuses `not_found`, `invalid_input` (besides: `serves`, which has to
 * name at least one area of its raion), `version_conflict`.
 */
export async function writeCentre(
	store: Store,
	actor: Actor,
	{ key, ...typed }: TypedCentre & { slug: string; serves: readonly string[] } & Keyed & Versioned
): Promise<{ slug: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'centre.write', body: typed }, async () => {
			const { db, t, emit } = writer;
			const { slug } = typed;
			const { id, raionId, version: before } = await centreBySlug(writer, slug);
			refuseStale(before, typed.version);
			const fields = createFields();
			const checked = checkCentre(fields, typed);
			const serves = await checkServed(writer, fields, { id, raionId, wanted: typed.serves });
			fields.refuseIfWrong();
			const version = before + 1;
			await db
				.update(t.centres)
				.set({ ...checked, version })
				.where(eq(t.centres.id, id));
			await db.delete(t.centreAreas).where(eq(t.centreAreas.centreId, id));
			await db.insert(t.centreAreas).values(serves.map((areaId) => ({ centreId: id, areaId })));
			emit({
				type: 'centre.revised',
				topic: null,
				kind: 'centre',
				id,
				version,
				as: actingAs('centre.write', account),
				details: { areas: serves.length }
			});
			return { slug };
		})
	);
}

/**
 * Hours, phone and address of one's own centre: visitors come by them. Refuses `not_found`, `not_allowed`,
 * `invalid_input`, `version_conflict`.
 */
export async function reviseContact(
	store: Store,
	actor: Actor,
	{ key, ...typed }: TypedContact & { slug: string } & Keyed & Versioned
): Promise<{ slug: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'centre.revise', body: typed }, async () => {
			const { db, t, emit } = writer;
			const { slug } = typed;
			const { id, version: before } = await centreBySlug(writer, slug);
			require('centre.revise', account, { centreId: id });
			refuseStale(before, typed.version);
			const fields = createFields();
			const checked = checkContact(fields, typed);
			fields.refuseIfWrong();
			const version = before + 1;
			await db
				.update(t.centres)
				.set({ ...checked, version })
				.where(eq(t.centres.id, id));
			emit({
				type: 'centre.revised',
				topic: null,
				kind: 'centre',
				id,
				version,
				as: actingAs('centre.revise', account, { centreId: id })
			});
			return { slug };
		})
	);
}

const checkCentre = (fields: Fields, typed: TypedCentre) => ({
	name: fields.names('name', typed.name),
	host: fields.names('host', typed.host),
	...checkContact(fields, typed)
});

async function checkPlace({ db, t }: Writer, fields: Fields, areaId: string) {
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, areaId));
	if (!area || !isResidence(area.kind)) {
		fields.wrong('areaId', areaId === '' ? 'required' : 'unknown_place');
		return undefined;
	}
	const above = await db.select().from(t.areas).where(inArray(t.areas.id, area.path));
	const hromada = above.find(({ kind }) => kind === 'hromada' || kind === 'gmina') ?? area;
	const raion = above.find(({ kind }) => kind === 'raion' || kind === 'powiat') ?? hromada;
	return {
		areaId: hromada.id,
		raionId: raion.id,
		town: area.name,
		lat: area.lat ?? hromada.lat ?? 0,
		lon: area.lon ?? hromada.lon ?? 0
	};
}

/** Areas of its raion, and those elsewhere that it serves already. */
async function checkServed(
	{ db, t }: Writer,
	fields: Fields,
	{ id, raionId, wanted }: { id: string; raionId: string; wanted: readonly string[] }
): Promise<string[]> {
	const within = await db
		.select({ id: t.areas.id })
		.from(t.areas)
		.where(and(eq(t.areas.parentId, raionId), inArray(t.areas.kind, ['hromada', 'gmina'])));
	const served = await db
		.select({ id: t.centreAreas.areaId })
		.from(t.centreAreas)
		.where(eq(t.centreAreas.centreId, id));
	const possible = new Set([...within, ...served].map((one) => one.id));
	const serves = [...new Set(wanted)];
	if (serves.length === 0) fields.wrong('serves', 'required');
	else if (!serves.every((areaId) => possible.has(areaId))) fields.wrong('serves', 'not_a_choice');
	return serves;
}

async function centreBySlug({ db, t }: Writer, slug: string) {
	const [row] = await db.select().from(t.centres).where(eq(t.centres.slug, slug));
	if (!row) throw new Refusal('not_found');
	return row;
}

async function freeSlug({ db, t }: Writer, slug: string, id: string): Promise<string> {
	const taken = (await db.$count(t.centres, eq(t.centres.slug, slug))) > 0;
	return taken ? `${slug}-${id.slice(-4)}` : slug;
}

/** Places in the Ukrainian order of their towns. */
async function rank({ db, t }: Writer): Promise<void> {
	const rows = await db
		.select({ id: t.centres.id, town: t.centres.town, rank: t.centres.rank })
		.from(t.centres);
	const ranks = ranksOf(rows, ({ id, town }) => ({ id, name: town.uk }));
	for (const { id, rank: before } of rows) {
		const rank = ranks.get(id)!;
		if (rank !== before) await db.update(t.centres).set({ rank }).where(eq(t.centres.id, id));
	}
}
