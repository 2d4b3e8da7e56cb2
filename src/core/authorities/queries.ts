import { asc, eq, gt, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { AuthorityKind, LocalRule } from './model.ts';

export interface Authority {
	id: string;
	slug: string;
	code: string;
	country: 'UA' | 'PL';
	kind: AuthorityKind;
	areaId: string;
	timeZone: 'Europe/Kyiv' | 'Europe/Warsaw';
	language: 'uk' | 'pl';
	name: Trilingual;
	address: string;
	email: string;
	phone: string;
	site: string;
	defaultProfileId: string;
	decidingBody: string;
	localRule: LocalRule | null;
	hostCentreId: string;
	/** One more with each change of what a form shows. */
	version: number;
}

/** Authorities in Ukrainian order of their names; `after` is the rank of the last one seen. */
export function authorityList(
	store: Store,
	_: Actor,
	{ after = -1, limit = 100 }: { after?: number | undefined; limit?: number | undefined }
): Promise<{ items: (Authority & { rank: number })[]; next: number | null }> {
	return store.read(async (reader) => {
		const rows = await reader.run(listQuery, { after, limit: limit + 1 });
		const items = rows.slice(0, limit);
		return { items, next: rows.length > limit ? items.at(-1)!.rank : null };
	});
}

/** Refuses `not_found`. */
export async function authorityBySlug(reader: Reader, slug: string): Promise<Authority> {
	const [row] = await reader.run(bySlug, { slug });
	if (!row) throw new Refusal('not_found');
	return row;
}

/** Refuses `not_found`. */
export async function authorityById(reader: Reader, id: string): Promise<Authority> {
	const [row] = await reader.run(byId, { id });
	if (!row) throw new Refusal('not_found');
	return row;
}

const bySlug = query<{ slug: string }>()('authority_by_slug', (db, t) =>
	db
		.select()
		.from(t.authorities)
		.where(eq(t.authorities.slug, sql.placeholder('slug')))
);

const byId = query<{ id: string }>()('authority_by_id', (db, t) =>
	db
		.select()
		.from(t.authorities)
		.where(eq(t.authorities.id, sql.placeholder('id')))
);

const listQuery = query<{ after: number; limit: number }>()('authorities', (db, t) =>
	db
		.select()
		.from(t.authorities)
		.where(gt(t.authorities.rank, sql.placeholder('after')))
		.orderBy(asc(t.authorities.rank))
		.limit(sql.placeholder('limit'))
);
