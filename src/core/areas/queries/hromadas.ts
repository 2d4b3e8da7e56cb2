import { and, asc, eq, inArray, or, like, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { fold, langs, type Trilingual } from '../../kernel/text.ts';
import { hromadaKinds, type AreaKind } from '../model.ts';
import { likeWords } from '../queries.ts';

export interface Place {
	id: string;
	kind: AreaKind;
	slug: string | null;
	name: Trilingual;
}

/** A hromada in Ukraine or a gmina in Poland, with what contains it, smallest first. */
export interface Hromada extends Place {
	slug: string;
	within: Place[];
	/** Null where nobody has measured it. */
	at: { lat: number; lon: number } | null;
}

/** All of them in Ukrainian order. */
export function hromadaList({ read }: Pick<Store, 'read'>): Promise<Hromada[]> {
	return read(async (reader) => complete(reader, await reader.run(all, {})));
}

/** The one with that slug; without one, where whoever asks has declared to live; null where there is none. */
export function hromadaOf(
	{ read }: Pick<Store, 'read'>,
	actor: Actor,
	{ slug }: { slug: string | null }
): Promise<Hromada | null> {
	const home = actor.kind === 'account' ? [...actor.areaPath] : [];
	return read(async (reader) => {
		const chosen = slug === null ? [] : await reader.run(bySlug, { slug });
		const rows =
			chosen.length > 0 || home.length === 0 ? chosen : await reader.run(byIds, { ids: home });
		return (await complete(reader, rows))[0] ?? null;
	});
}

/** A name that was found: of the hromada itself, or of a settlement in it. */
export interface NamedHromada {
	hromada: Hromada;
	settlement: Trilingual | null;
	/** Not only a part of the name. */
	exact: boolean;
}

const most = 40;

/**
 * Hromadas by their names and by those of their settlements; what comes after a comma narrows it to a hromada or a
 * raion: "Нове Село, Жидачівська".
 */
export function hromadasNamed(
	{ read }: Pick<Store, 'read'>,
	_: Actor,
	{ q }: { q: string }
): Promise<NamedHromada[]> {
	const [name = '', ...around] = q.slice(0, 200).split(',').map(fold);
	const words = likeWords(name.replace(ofSettlement, ''));
	return read(async (reader) => {
		if (words === '') return [];
		const { db, t } = reader;
		const rows = await db
			.select({ ...placeColumns(t), path: t.areas.path })
			.from(t.areas)
			.where(
				and(
					inArray(t.areas.kind, [...hromadaKinds, 'settlement']),
					or(like(t.areas.folded, `${words}%`), like(t.areas.folded, `% ${words}%`))
				)
			)
			.orderBy(
				asc(sql`case ${t.areas.kind} when 'settlement' then 1 else 0 end`),
				asc(t.areas.rank)
			);
		const ids = [...new Set(rows.flatMap(({ path }) => path))];
		const hromadas = await complete(reader, await reader.run(byIds, { ids }));
		const found = rows.flatMap((row): NamedHromada[] => {
			const hromada = hromadas.find(({ id }) => row.path.includes(id));
			if (!hromada || !around.every((one) => lies(hromada, one))) return [];
			const settlement = row.kind === 'settlement' ? row.name : null;
			return [{ hromada, settlement, exact: isNamed(row.name, words) }];
		});
		return found.sort((one, other) => Number(other.exact) - Number(one.exact)).slice(0, most);
	});
}

/** "с. Тейсарів", "місто Жидачів": people write what kind of place it is. */
export const ofSettlement =
	/^(?:(?:с|м|смт|сел)\.|(?:село|місто|селище|смт|wieś|wies|miasto)\s)\s*/u;

const isNamed = (name: Trilingual, words: string) =>
	langs.some((lang) => fold(name[lang]) === words);

const lies = ({ name, within }: Hromada, words: string) =>
	[name, ...within.map((outer) => outer.name)].some((names) =>
		langs.some((lang) => fold(names[lang]).includes(words))
	);

interface Row extends Place {
	path: string[];
	lat: number | null;
	lon: number | null;
}

async function complete(reader: Reader, rows: readonly Row[]): Promise<Hromada[]> {
	const ids = [...new Set(rows.flatMap(({ path }) => path.slice(1)))];
	const outer = ids.length === 0 ? [] : await reader.run(placesByIds, { ids });
	return rows.map(({ path, lat, lon, slug, ...place }) => ({
		...place,
		slug: slug ?? place.id,
		within: path.slice(1).flatMap((id) => outer.find((one) => one.id === id) ?? []),
		at: lat === null || lon === null ? null : { lat, lon }
	}));
}

const placeColumns = ({ areas: one }: Reader['t']) => ({
	id: one.id,
	kind: one.kind,
	slug: one.slug,
	name: one.name
});
const columns = (t: Reader['t']) => ({
	...placeColumns(t),
	path: t.areas.path,
	lat: t.areas.lat,
	lon: t.areas.lon
});

const value = sql.placeholder;

const all = query<Record<string, never>>()('hromadas', (db, t) =>
	db
		.select(columns(t))
		.from(t.areas)
		.where(inArray(t.areas.kind, [...hromadaKinds]))
		.orderBy(asc(t.areas.rank))
);

const bySlug = query<{ slug: string }>()('hromada_by_slug', (db, t) =>
	db
		.select(columns(t))
		.from(t.areas)
		.where(and(eq(t.areas.slug, value('slug')), inArray(t.areas.kind, [...hromadaKinds])))
);

const byIds = query<{ ids: string[] }>()('hromadas_by_ids', (db, t) =>
	db
		.select(columns(t))
		.from(t.areas)
		.where(and(among(t.areas.id, 'ids'), inArray(t.areas.kind, [...hromadaKinds])))
);

const placesByIds = query<{ ids: string[] }>()('places_around_hromadas', (db, t) =>
	db.select(placeColumns(t)).from(t.areas).where(among(t.areas.id, 'ids'))
);
