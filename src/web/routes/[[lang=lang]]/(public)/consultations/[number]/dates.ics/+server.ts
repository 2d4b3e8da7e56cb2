import type { Consultation } from '#core/consultations/queries/page.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { calendarOf, type CalendarDay } from '#lib/feeds/calendar.ts';
import { documentOf, nothingHere } from '#lib/feeds/document.ts';
import { textIn } from '#lib/wording.ts';
import { linksIn } from '#lib/words.ts';
import { isoDay } from '#messages/dates.ts';
import { words, type Words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { number }, url }) => {
	const { app, actor, lang } = locals;
	const m = words(lang);
	try {
		const consultation = await app.consultations.page(actor, { number });
		const title = textIn(lang, consultation.title, consultation.authority.language).words;
		const page = url.origin + linksIn(lang)(`/consultations/${number}`);
		const days = daysOf(m, consultation, { title, page, host: url.hostname });
		return documentOf(calendarOf(title, lang, days), {
			type: 'text/calendar; charset=utf-8',
			name: `${number}.ics`
		});
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'not_found')
			return nothingHere(m.error_page.not_found());
		throw refusal;
	}
};

/** First day, last day, and the day by which the report is due. */
function daysOf(
	m: Words,
	of: Consultation,
	{ title, page, host }: { title: string; page: string; host: string }
): CalendarDay[] {
	const { timeZone, name, language } = of.authority;
	const changes = of.course.filter(({ step }) => step === 'changed');
	const shared = {
		description: `${name[language]}. ${page}`,
		url: page,
		sequence: changes.length,
		at: changes.at(-1)?.at ?? of.announcedAt,
		status:
			of.phase === 'cancelled'
				? ('CANCELLED' as const)
				: of.phase === 'suspended'
					? ('TENTATIVE' as const)
					: ('CONFIRMED' as const)
	};
	const day = (what: string, on: string, words: string): CalendarDay => ({
		...shared,
		uid: `${of.number}-${what}@${host}`,
		on,
		title: `${words}: ${title}`
	});
	return [
		day('opens', isoDay(of.opensAt, timeZone), m.calendar_opens()),
		day('closes', isoDay(of.closesAt - 1, timeZone), m.calendar_closes()),
		day('report', isoDay(of.reportDueAt - 1, timeZone), m.calendar_report())
	];
}
