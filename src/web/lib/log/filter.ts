import { actGroups, type ActGroup } from '#core/register/model.ts';

/** What a log is asked for, as it stands in the address. */
export interface AskedFilter {
	group: ActGroup | undefined;
	place: string | undefined;
	from: string | undefined;
	to: string | undefined;
	login: string | undefined;
	cursor: string | undefined;
}

export function filterIn(url: URL): AskedFilter {
	const asked = (name: string, longest: number) =>
		url.searchParams.get(name)?.slice(0, longest) || undefined;
	return {
		group: actGroups.find((one) => one === url.searchParams.get('group')),
		place: asked('place', 80),
		from: asked('from', 10),
		to: asked('to', 10),
		login: asked('login', 80),
		cursor: asked('cursor', 40)
	};
}

/** The same filter in an address, at another place of the list. */
export function searchOf(filter: Partial<AskedFilter>, cursor?: string): string {
	const given = Object.entries({ ...filter, cursor }).filter(([, value]) => value);
	return given.length === 0 ? '' : `?${String(new URLSearchParams(given as [string, string][]))}`;
}
