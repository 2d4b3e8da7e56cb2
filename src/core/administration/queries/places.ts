import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { authorityBySlug } from '../../authorities/queries.ts';
import { centresServing, type Centre } from '../../centres/queries.ts';
import { profiles } from '../../consultations/queries/profiles.ts';
import { scopesOf, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';

/** What the form about an authority offers for the area that was chosen: hosts and rules. */
export function authorityChoices(store: Store, _: Actor, { areaId }: { areaId: string }) {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const inside = await db
			.select({ id: t.areas.id })
			.from(t.areas)
			.where(eq(t.areas.parentId, areaId));
		const serving = await centresServing(reader, [areaId, ...inside.map(({ id }) => id)]);
		const all = await db.select().from(t.centres).orderBy(asc(t.centres.rank));
		const country = /^\d/.test(areaId) ? 'PL' : 'UA';
		const rules = (await profiles(reader)).filter(
			({ usableFor, country: of }) => usableFor === 'consultation' && ['*', country].includes(of)
		);
		const [area] = areaId === '' ? [] : await areasByIds(reader, [areaId]);
		const centres = serving.length > 0 ? serving : all;
		return {
			area: area ?? null,
			centres: centres.map(({ id, name }) => ({ id, name })),
			profiles: rules.map(({ id, title }) => ({ id, title }))
		};
	});
}

/** An authority as it stands, with its area. Refuses `not_found`. */
export function administeredAuthority(store: Store, _: Actor, { slug }: { slug: string }) {
	return store.read((reader) => authorityBySlug(reader, slug));
}

/** A centre as it stands, with the areas that it could serve. Refuses `not_found`. */
export function administeredCentre(
	store: Store,
	_: Actor,
	{ slug }: { slug: string }
): Promise<{ centre: Centre; serves: string[]; areas: Area[] }> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const [centre] = await db.select().from(t.centres).where(eq(t.centres.slug, slug));
		if (!centre) throw new Refusal('not_found');
		const serves = await servedBy(reader, centre.id);
		const within = await db
			.select({ id: t.areas.id })
			.from(t.areas)
			.where(and(eq(t.areas.parentId, centre.raionId), inArray(t.areas.kind, ['hromada', 'gmina'])))
			.orderBy(asc(t.areas.rank));
		const ids = [...new Set([...within.map(({ id }) => id), ...serves])];
		return { centre, serves, areas: await areasByIds(reader, ids) };
	});
}

async function servedBy({ db, t }: Reader, centreId: string): Promise<string[]> {
	const rows = await db
		.select({ id: t.centreAreas.areaId })
		.from(t.centreAreas)
		.where(eq(t.centreAreas.centreId, centreId));
	return rows.map(({ id }) => id);
}

/** The centres in which somebody works. */
export function ownCentres(store: Store, actor: Actor): Promise<Centre[]> {
	const account = signedIn(actor);
	return store.read(({ db, t }) =>
		db
			.select()
			.from(t.centres)
			.where(inArray(t.centres.id, scopesOf(account, 'consultant', 'coordinator')))
			.orderBy(asc(t.centres.rank))
	);
}
