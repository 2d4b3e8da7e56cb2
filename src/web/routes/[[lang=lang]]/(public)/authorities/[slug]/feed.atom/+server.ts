import { orNothingHere } from '#lib/feeds/document.ts';
import { newsFeed } from '#lib/feeds/news.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params: { slug }, url: { origin } }) => {
	const { app, actor, lang } = locals;
	const m = words(lang);
	const path = `/authorities/${slug}`;
	const made = async () => {
		const { name } = await app.authorities.page(actor, { slug });
		return newsFeed(locals, m, {
			origin,
			self: `${path}/feed.atom`,
			path,
			title: `${m.site_name()}: ${name[lang]}`,
			followed: { authority: slug }
		});
	};
	return orNothingHere(m, made());
};
