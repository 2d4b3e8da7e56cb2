import type { Channel, ContributionKind, Sort } from '#core/contributions/model.ts';

/** How the list of contributions is filtered, sorted and paged, as it stands in the address. */
export interface Filter {
	kind?: ContributionKind | undefined;
	paragraph?: string | undefined;
	channel?: Channel | undefined;
	organisations?: true | undefined;
	sort?: Sort | undefined;
	after?: string | undefined;
}

/** The same list with something changed; from its beginning unless said otherwise. */
export function addressOf(filter: Filter, change: Filter, hash = '#voices'): string {
	const given = Object.entries({ ...filter, after: undefined, ...change })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => [name, value === true ? 'yes' : String(value)]);
	return `?${String(new URLSearchParams(given))}${hash}`;
}
