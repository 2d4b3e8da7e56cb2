import { topicOfHome } from '#core/kernel/events.ts';
import { datesCalendar } from '#lib/feeds/dates.ts';
import { orNothingHere } from '#lib/feeds/document.ts';
import { plannedDays } from '#lib/feeds/planned.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params: { slug }, url }) => {
	const { app, actor, lang, keep } = locals;
	const m = words(lang);
	const made = async () => {
		const authority = await app.authorities.page(actor, { slug });
		const { planned } = await app.plans.of(actor, { slug });
		keep({ topics: [topicOfHome] });
		const title = `${m.site_name()}: ${authority.name[lang]}`;
		const consultations = await app.consultations.dates(actor, { authority: slug });
		const more = plannedDays({ m, lang, url, authority, planned });
		return datesCalendar({ m, lang, url, title, file: slug, consultations, more });
	};
	return orNothingHere(m, made());
};
