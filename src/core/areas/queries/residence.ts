import { and, asc, inArray, like, or } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { fold, langs } from '../../kernel/text.ts';
import { isResidence } from '../model.ts';
import { areasByIds, likeWords, type Area } from '../queries.ts';
import { ofSettlement } from './hromadas.ts';
import { suggestAreas } from './suggest.ts';

/** Where somebody lives, as far as what they typed tells. */
interface FoundResidence {
	/** The one place that it can be. */
	place: Area | null;
	/** Those among which they choose; where nothing has that name, those that have nearly it. */
	places: Area[];
}

interface Asked {
	/** "Тейсарів"; after a comma what it lies in: "Нове Село, Жидачівська". */
	words: string;
	/** Slug of the hromada that the device remembers: of several places with one name, that in it is meant. */
	hromada?: string | undefined;
	/** Where a part of a name will do, if only one place has it: because the place is shown before it counts. */
	part?: boolean;
}

const most = 20;
/** Of those whose names contain the words. */
const looked = 100;

/** A place where one may live, by its name alone. */
export async function findResidence(
	store: Store,
	actor: Actor,
	{ words: typed, hromada, part = false }: Asked
): Promise<FoundResidence> {
	const [first = '', ...around] = typed.slice(0, 200).split(',').map(fold);
	const words = likeWords(bare(first));
	if (words === '') return { place: null, places: [] };
	const named = await residencesNamed(store, words);
	const found = named.filter(({ within }) =>
		around.every((one) =>
			within.some((outer) => langs.some((lang) => fold(outer[lang]).includes(one)))
		)
	);
	const whole = found.filter(isNamed((name) => name === first));
	const exact = whole.length > 0 ? whole : found.filter(isNamed((name) => bare(name) === words));
	// Among more than were looked at there may be another one.
	const isEnough = part && named.length < looked;
	const meant = isEnough && exact.length === 0 ? found : exact;
	if (meant.length === 1) return { place: meant[0]!, places: meant };
	if (meant.length > 1) {
		const near = meant.filter((one) => one.hromada === hromada);
		return { place: near.length === 1 ? near[0]! : null, places: meant.slice(0, most) };
	}
	const places = found.length > 0 ? found : await nearlyNamed(store, actor, typed);
	return { place: null, places: places.slice(0, most) };
}

/** "gmina Lubycza Królewska" is what one calls it in a list; who lives there writes "Lubycza Królewska". */
const bare = (folded: string) =>
	folded.replace(ofSettlement, '').replace(/^(?:ґміна|гміна|gmina|city of)\s|\scommune$/u, '');

const isNamed =
	(is: (folded: string) => boolean) =>
	({ name }: Area) =>
		langs.some((lang) => is(fold(name[lang])));

function residencesNamed(store: Store, words: string) {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const rows = await db
			.select({ id: t.areas.id, path: t.areas.path })
			.from(t.areas)
			.where(
				and(
					inArray(t.areas.kind, ['settlement', 'gmina']),
					or(like(t.areas.folded, `${words}%`), like(t.areas.folded, `% ${words}%`))
				)
			)
			.orderBy(asc(t.areas.rank))
			.limit(looked);
		const areas = await areasByIds(
			reader,
			rows.map(({ id }) => id)
		);
		const around = await areasByIds(reader, [...new Set(rows.flatMap(({ path }) => path))]);
		const slugs = new Map(
			around.flatMap(({ id, kind, slug }) =>
				kind === 'hromada' || kind === 'gmina' ? [[id, slug]] : []
			)
		);
		return areas.map((area, at) => ({
			...area,
			hromada: rows[at]!.path.map((id) => slugs.get(id)).find(Boolean)
		}));
	});
}

async function nearlyNamed(store: Store, actor: Actor, words: string): Promise<Area[]> {
	const near = await suggestAreas(store, actor, { words });
	const ids = near.filter(({ kind }) => isResidence(kind)).map(({ id }) => id);
	return store.read((reader) => areasByIds(reader, ids));
}
