import { eq, or, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { AreaKind } from '../model.ts';

/** A place as addresses name it. */
export interface NamedPlace {
	id: string;
	kind: AreaKind;
	slug: string | null;
	name: Trilingual;
	/** Itself and all that contain it, smallest first. */
	path: string[];
}

/** By its id or its slug; null where there is none. */
export function namedPlace(
	store: Store,
	_: Actor,
	{ area }: { area: string }
): Promise<NamedPlace | null> {
	return store.read((reader) => placeNamed(reader, area));
}

/** The same inside a running snapshot. */
export async function placeNamed(reader: Reader, area: string): Promise<NamedPlace | null> {
	const [found] = await reader.run(byName, { area });
	return found ?? null;
}

const area = sql.placeholder('area');

const byName = query<{ area: string }>()('area_by_id_or_slug', (db, { areas }) =>
	db
		.select({
			id: areas.id,
			kind: areas.kind,
			slug: areas.slug,
			name: areas.name,
			path: areas.path
		})
		.from(areas)
		.where(or(eq(areas.id, area), eq(areas.slug, area)))
);
