import { orNothingHere } from '#lib/feeds/document.ts';
import { newsFeed } from '#lib/feeds/news.ts';
import { textIn } from '#lib/wording.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params: { number }, url: { origin } }) => {
	const { app, actor, lang } = locals;
	const m = words(lang);
	const path = `/consultations/${number}`;
	const made = async () => {
		const { title, language } = await app.consultations.datesOf(actor, { number });
		return newsFeed(locals, m, {
			origin,
			self: `${path}/feed.atom`,
			path,
			title: `${m.site_name()}: ${textIn(lang, title, language).words}`,
			followed: { number }
		});
	};
	return orNothingHere(m, made());
};
