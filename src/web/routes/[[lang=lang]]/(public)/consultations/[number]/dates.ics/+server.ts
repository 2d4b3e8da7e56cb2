import { phaseChanges } from '#core/consultations/model.ts';
import { topicOfConsultation } from '#core/kernel/events.ts';
import { datesCalendar } from '#lib/feeds/dates.ts';
import { orNothingHere } from '#lib/feeds/document.ts';
import { textIn } from '#lib/wording.ts';
import { words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params: { number }, url }) => {
	const { app, actor, lang, keep } = locals;
	const m = words(lang);
	const made = async () => {
		const dated = await app.consultations.datesOf(actor, { number });
		keep({ topics: [topicOfConsultation(number)], changesAt: phaseChanges(dated) });
		const title = textIn(lang, dated.title, dated.language).words;
		return datesCalendar({ m, lang, url, title, file: number, consultations: [dated] });
	};
	return orNothingHere(m, made());
};
