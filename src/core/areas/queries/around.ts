import { asc, eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { AreaKind } from '../model.ts';
import { areaRows } from '../queries.ts';
import { placeNamed } from './place.ts';

interface NamedArea {
	id: string;
	kind: AreaKind;
	slug: string | null;
	name: Trilingual;
}

/** A place in the tree of places. */
export interface AreaAround {
	area: NamedArea;
	/** What contains it, largest first. */
	outer: NamedArea[];
	/** What lies directly within it, in the order of names. */
	inner: NamedArea[];
}

/** A place by its id or its slug, with what lies around it; null where there is none. */
export function areaAround(
	store: Pick<Store, 'read'>,
	_: Actor,
	{ area: wanted }: { area: string }
): Promise<AreaAround | null> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const area = await placeNamed(reader, wanted);
		if (!area) return null;
		const found = await areaRows(reader, area.path.slice(1));
		const outer = area.path.slice(1).flatMap((id) => found.get(id) ?? []);
		const inner = await db
			.select()
			.from(t.areas)
			.where(eq(t.areas.parentId, area.id))
			.orderBy(asc(t.areas.rank));
		return {
			area: named(area),
			outer: outer.map(named).reverse(),
			inner: inner.map(named)
		};
	});
}

const named = ({ id, kind, slug, name }: NamedArea): NamedArea => ({ id, kind, slug, name });
