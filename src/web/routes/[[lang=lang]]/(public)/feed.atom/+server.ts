import { newsFeed } from '#lib/feeds/news.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

/** Of everything, of a place with all that lies within it, or of one authority. */
export const GET: RequestHandler = ({ locals, url }) => {
	const m = words(locals.lang);
	const asked = (name: string) => url.searchParams.get(name)?.slice(0, 80) || undefined;
	const filter = { area: asked('area'), authority: asked('authority') };
	const given = Object.entries(filter).filter((one): one is [string, string] => Boolean(one[1]));
	const query = given.length === 0 ? '' : `?${String(new URLSearchParams(given))}`;
	return newsFeed(locals, m, {
		origin: url.origin,
		self: `/feed.atom${query}`,
		path: `/consultations${query}`,
		title: m.feed_all(),
		filter: { areaId: filter.area, authority: filter.authority }
	});
};
