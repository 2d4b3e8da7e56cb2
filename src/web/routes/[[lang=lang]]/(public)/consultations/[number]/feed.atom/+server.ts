import { isRefusal } from '#core/kernel/errors.ts';
import { nothingHere } from '#lib/feeds/document.ts';
import { newsFeed } from '#lib/feeds/news.ts';
import { textIn } from '#lib/wording.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { number }, url }) => {
	const { app, actor, lang } = locals;
	const m = words(lang);
	try {
		const { title, authority } = await app.consultations.page(actor, { number });
		const path = `/consultations/${number}`;
		return await newsFeed(locals, m, {
			origin: url.origin,
			self: `${path}/feed.atom`,
			path,
			title: `${m.site_name()}: ${textIn(lang, title, authority.language).words}`,
			filter: { number }
		});
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'not_found')
			return nothingHere(m.error_page.not_found());
		throw refusal;
	}
};
