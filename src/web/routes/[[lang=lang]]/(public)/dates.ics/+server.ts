import { topicOfHome } from '#core/kernel/events.ts';
import { askedFor } from '#lib/feeds/asked.ts';
import { datesCalendar } from '#lib/feeds/dates.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

/** Of everything, of what concerns a place, or of one authority: to be looked at again and again by a calendar. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const { app, actor, lang, keep } = locals;
	const m = words(lang);
	keep({ topics: [topicOfHome] });
	const { followed, title } = await askedFor(locals, m, url);
	const consultations = await app.consultations.dates(actor, followed);
	return datesCalendar({ m, lang, url, title, file: 'viche', consultations });
};
