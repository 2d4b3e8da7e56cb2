import { countFound } from '#storage/finding.ts';
import type { Reader, Store } from '#storage/storage.ts';
import { authorityIdOf, listed } from '../../consultations/queries/list.ts';
import { consultationsAmong, type Narrowed } from '../../consultations/queries/search.ts';
import type { ConsultationSummary } from '../../consultations/queries/summaries.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Lang } from '../../kernel/text.ts';
import { askedIn, type Asked } from '../../kernel/words/question.ts';
import { mostCounted, searchedKinds, type SearchedKind, type SearchFilter } from '../model.ts';
import { facetsOf, type Facets } from './facets.ts';
import { numbersLeft } from './narrow.ts';
import { nearWords, type Near } from './near.ts';
import { present, type Hit, type Result } from './results.ts';
import { walk, type Page } from './walk.ts';

export interface SearchPage {
	items: Result[];
	next: string | null;
	/** How many of each kind, no further than `mostCounted` and one; null where it would cost too much to know. */
	counts: Record<SearchedKind, number | null>;
	facets: Facets | null;
	/** Words that stand nowhere, where others were looked for in their place. */
	near: Near[];
	/** Where all words together stand nowhere: those of them that are found alone. */
	alone: string[];
}

/** What is found of one kind, how much there is of the others, and what may have been meant where nothing is. */
export function searchPage(
	store: Store,
	_: Actor,
	{ lang, ...filter }: SearchFilter & { lang: Lang }
): Promise<SearchPage> {
	return store.read(async (reader) => {
		const asked = askedIn(filter.q);
		const first = await page(reader, filter, asked, lang);
		const isEmpty = first.items.length === 0 && first.next === null && !filter.cursor;
		const meant = isEmpty ? await nearWords(reader, filter.kind, asked) : null;
		const second = meant && (await page(reader, filter, meant.asked, lang));
		if (second && second.items.length > 0) return { ...second, near: meant.near, alone: [] };
		return { ...first, near: [], alone: isEmpty ? await foundAlone(reader, filter, asked) : [] };
	});
}

async function page(
	reader: Reader,
	filter: SearchFilter,
	asked: readonly Asked[],
	lang: Lang
): Promise<Omit<SearchPage, 'near' | 'alone'>> {
	const { kind } = filter;
	const within = asked.length > 0 ? await numbersLeft(reader, filter) : undefined;
	const hits = await hitsOf(reader, filter, asked, within);
	const shown = await present[kind](reader, hits.items, asked, lang);
	const facets = kind === 'consultation' ? await facetsOf(reader, filter, asked) : null;
	const counts = await countsOf(reader, filter, asked, within, facets?.all);
	return { items: shown, next: hits.next, counts, facets };
}

/** Nobody tries more, and each is looked for. */
const mostAlone = 6;

async function foundAlone(
	reader: Reader,
	filter: SearchFilter,
	asked: readonly Asked[]
): Promise<string[]> {
	if (asked.length < 2) return [];
	const within = await numbersLeft(reader, filter);
	const found = new Set<string>();
	// As somebody typed them: a Pole reads “śmieci”, not “smieci”.
	for (const word of filter.q.split(/[^\p{L}\p{M}\p{N}'’ʼ-]+/u).slice(0, mostAlone)) {
		const alone = askedIn(word);
		if (alone.length === 0) continue;
		const { items } = await hitsOf(reader, { ...filter, limit: 1 }, alone, within);
		if (items.length > 0) found.add(word);
	}
	return [...found];
}

async function hitsOf(
	reader: Reader,
	filter: SearchFilter,
	asked: readonly Asked[],
	within: readonly string[] | undefined
): Promise<Page<Hit>> {
	const { kind, q: _, authority, limit = 20, cursor, sort, ...narrowed } = filter;
	const hit = (consultation: ConsultationSummary): Hit => ({ id: consultation.id, consultation });
	if (asked.length === 0) {
		if (kind !== 'consultation') return { items: [], next: null };
		const all = await listed(reader, { ...narrowed, authority, sort, limit, cursor });
		return { items: all.items.map(hit), next: all.next };
	}
	const authorityId = authority === undefined ? undefined : await authorityIdOf(reader, authority);
	if (authorityId === null || within?.length === 0) return { items: [], next: null };
	const wanted: Narrowed = { ...narrowed, authorityId };
	return walk(reader, { kind, asked, within, limit, cursor }, async (found) => {
		const ids = found.map(({ consultationId }) => consultationId);
		const fitting = await consultationsAmong(reader, ids, wanted);
		return new Map(
			found.flatMap(({ id, consultationId }) => {
				const consultation = fitting.get(consultationId);
				return consultation ? [[id, { id, consultation }] as const] : [];
			})
		);
	});
}

async function countsOf(
	reader: Reader,
	filter: SearchFilter,
	asked: readonly Asked[],
	within: readonly string[] | undefined,
	/** Where they are known already. */
	consultations: number | undefined
): Promise<SearchPage['counts']> {
	const narrowed = (['phase', 'areaId', 'authority', 'topic', 'language'] as const).some(
		(name) => filter[name] !== undefined
	);
	const counts: SearchPage['counts'] = {
		consultation: consultations ?? null,
		document: null,
		contribution: null,
		answer: null
	};
	if (asked.length === 0 || (narrowed && !within)) return counts;
	for (const kind of searchedKinds)
		counts[kind] ??=
			within?.length === 0
				? 0
				: await countFound(reader, { kind, asked, within, most: mostCounted + 1 });
	return counts;
}
