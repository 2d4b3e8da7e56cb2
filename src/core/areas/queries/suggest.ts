import { asc } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { slips, slipsIn, spelling, spellingOf } from '../../kernel/words/spelling.ts';
import { wordsOf, type Trilingual } from '../../kernel/text.ts';
import { isResidence, type AreaKind } from '../model.ts';
import { areaRows, type AreaRow } from '../queries.ts';

/** A place that somebody may have meant. */
export interface SuggestedArea {
	id: string;
	kind: AreaKind;
	/** A settlement has none: its hromada has. */
	slug: string | null;
	name: Trilingual;
	/** In which a settlement lies. */
	hromada: { id: string; slug: string | null; name: Trilingual } | null;
	/** In which it lies itself; a powiat in Poland. */
	raion: Trilingual | null;
}

/** Says of what kind a place is, not which one. */
const common = new Set(
	(
		'громада громади громаді район районі району область області місто місті село селі селище ґміна гміна повіт ' +
		'воєводство hromada hromady rejon gmina gminie miasto powiat obwod wojewodztwo raion oblast city commune county ' +
		'voivodeship of у в м с смт w we in'
	)
		.split(' ')
		.map(spelling)
);

/**
 * Places of every kind whose name begins with the words, in any of the three languages; where there is none, those
 * whose name is nearly so. The likeliest come first, hromadas before settlements.
 */
export function suggestAreas(
	store: Pick<Store, 'read'>,
	_: Actor,
	{ words, limit = 8 }: { words: string; limit?: number | undefined }
): Promise<SuggestedArea[]> {
	return store.read(async (reader) => {
		const asked = askedFor(words);
		if (asked.length === 0) return [];
		const named = await spelledNames(store, reader);
		const sure = likeliest(named, asked, beginning);
		const found = (sure.length > 0 ? sure : likeliest(named, asked, near)).slice(0, limit);
		return described(
			reader,
			found.map(({ id }) => id)
		);
	});
}

/** The words by which a place may be known. */
function askedFor(words: string): string[] {
	const all = wordsOf(spelling(words.slice(0, 100))).flat();
	const telling = all.filter((word) => !common.has(word));
	return (telling.length > 0 ? telling : all).slice(0, 5);
}

interface Named {
	id: string;
	kind: AreaKind;
	/** Of its name in each language. */
	words: string[];
}

/** Two thousand names take as long to read and spell as all the rest; they change with the whole table only. */
const spelled = new WeakMap<object, { count: number; named: Named[] }>();

async function spelledNames(store: object, reader: Reader): Promise<Named[]> {
	const count = await reader.db.$count(reader.t.areas);
	const kept = spelled.get(store);
	if (kept?.count === count) return kept.named;
	const rows = await reader.run(names, {});
	const named = rows.map(({ id, kind, folded }) => ({
		id,
		kind,
		words: spellingOf(folded).split(/[ -]/)
	}));
	spelled.set(store, { count, named });
	return named;
}

/** How far a word is from one of a name; undefined where it is another. */
type Far = (word: string, other: string) => number | undefined;

const beginning: Far = (word, other) =>
	other === word ? 0 : other.startsWith(word) ? 1 : undefined;

const near: Far = (word, other) => {
	const most = slipsIn(word);
	if (isLatin(word) !== isLatin(other)) return undefined;
	if (most === 0) return beginning(word, other);
	const found = slips(word, other, most);
	return found > most ? undefined : found;
};

const isLatin = (word: string) => word < 'а';

const order = (kind: AreaKind) =>
	kind === 'hromada' || kind === 'gmina' ? 0 : isResidence(kind) ? 1 : 2;

function likeliest(named: readonly Named[], asked: readonly string[], far: Far): Named[] {
	return named
		.flatMap((one) => {
			let all = 0;
			for (const word of asked) {
				const distances = one.words.flatMap((other) => far(word, other) ?? []);
				if (distances.length === 0) return [];
				all += Math.min(...distances);
			}
			return [{ one, all }];
		})
		.sort((a, b) => a.all - b.all || order(a.one.kind) - order(b.one.kind))
		.map(({ one }) => one);
}

async function described(reader: Reader, ids: readonly string[]): Promise<SuggestedArea[]> {
	const found = await areaRows(reader, ids);
	const around = await areaRows(
		reader,
		[...found.values()].flatMap(({ path }) => path.slice(1))
	);
	return ids.flatMap((id) => {
		const one = found.get(id);
		if (!one) return [];
		const { kind, slug, name } = one;
		const outer = one.path.slice(1).flatMap((at) => around.get(at) ?? []);
		const hromada = outer.find(isHromada);
		return {
			id,
			kind,
			slug,
			name,
			hromada: hromada ? { id: hromada.id, slug: hromada.slug, name: hromada.name } : null,
			raion: outer.find(isRaion)?.name ?? null
		};
	});
}

const isHromada = ({ kind }: AreaRow) => kind === 'hromada';
const isRaion = ({ kind }: AreaRow) => kind === 'raion' || kind === 'powiat';

/** A name's words, in the Ukrainian order of names. */
const names = query<Record<string, never>>()('area_names', (db, t) =>
	db
		.select({ id: t.areas.id, kind: t.areas.kind, folded: t.areas.folded })
		.from(t.areas)
		.orderBy(asc(t.areas.rank))
);
