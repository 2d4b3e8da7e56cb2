import { topicOfHome } from '#core/kernel/events.ts';
import { datesCalendar } from '#lib/feeds/dates.ts';
import { orNothingHere } from '#lib/feeds/document.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params: { slug }, url }) => {
	const { app, actor, lang, keep } = locals;
	const m = words(lang);
	const made = async () => {
		const { name } = await app.authorities.page(actor, { slug });
		keep({ topics: [topicOfHome] });
		const title = `${m.site_name()}: ${name[lang]}`;
		const consultations = await app.consultations.dates(actor, { authority: slug });
		return datesCalendar({ m, lang, url, title, file: slug, consultations });
	};
	return orNothingHere(m, made());
};
