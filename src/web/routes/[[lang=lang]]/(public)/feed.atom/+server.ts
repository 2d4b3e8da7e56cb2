import { askedFor } from '#lib/feeds/asked.ts';
import { newsFeed } from '#lib/feeds/news.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

/** Of everything, of what concerns a place, or of one authority. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const m = words(locals.lang);
	const { followed, query, title } = await askedFor(locals, m, url);
	return newsFeed(locals, m, {
		origin: url.origin,
		self: `/feed.atom${query}`,
		path: `/consultations${query}`,
		title,
		followed
	});
};
