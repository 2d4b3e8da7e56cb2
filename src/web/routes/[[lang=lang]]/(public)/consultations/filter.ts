import { listedPhases, topics } from '#core/consultations/model.ts';
import { searchedKinds } from '#core/search/model.ts';

/** What a list is narrowed by, as it stands in its address. */
export interface Filter {
	q?: string | undefined;
	kind?: (typeof searchedKinds)[number] | undefined;
	phase?: (typeof listedPhases)[number] | undefined;
	/** Slug or id of an area. */
	area?: string | undefined;
	authority?: string | undefined;
	topic?: (typeof topics)[number] | undefined;
	language?: 'uk' | 'pl' | undefined;
	sort?: 'announced' | undefined;
}

/** What the list does not know is left out. */
export function readFilter(params: URLSearchParams): Filter {
	const text = (name: string, longest: number) =>
		params.get(name)?.slice(0, longest).trim() || undefined;
	const one = <Choice extends string>(name: string, choices: readonly Choice[]) =>
		choices.find((choice) => choice === params.get(name));
	const kind = one('kind', searchedKinds);
	return {
		q: text('q', 200),
		kind: kind === 'consultation' ? undefined : kind,
		phase: one('phase', listedPhases),
		area: text('area', 60),
		authority: text('authority', 80),
		topic: one('topic', topics),
		language: one('language', ['uk', 'pl']),
		sort: one('sort', ['announced'])
	};
}

/** The address of the list with some of it otherwise; what is undefined goes. */
export function addressOf(filter: Filter, change: Filter & { cursor?: string } = {}): string {
	const given = Object.entries({ ...filter, ...change }).filter(([, value]) => value);
	const query = new URLSearchParams(given);
	return given.length === 0 ? '/consultations' : `/consultations?${String(query)}`;
}
