import type { DatedConsultation } from '#core/consultations/queries/dates.ts';
import type { Lang } from '#core/kernel/text.ts';
import { isoDay } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';
import { textIn } from '../wording.ts';
import { linksIn } from '../words.ts';
import { calendarOf, type CalendarDay } from './calendar.ts';
import { documentOf } from './document.ts';

interface Dates {
	m: Words;
	lang: Lang;
	/** Where the site is. */
	url: URL;
	/** Of the calendar. */
	title: string;
	/** Without the ending. */
	file: string;
	consultations: readonly DatedConsultation[];
	/** Days of something else beside them. */
	more?: readonly CalendarDay[];
}

/** When consultations open, when they close and when their reports are due, as a calendar. */
export function datesCalendar({
	m,
	lang,
	url,
	title,
	file,
	consultations,
	more = []
}: Dates): Response {
	const days = [...consultations.flatMap((one) => daysOf(m, lang, url, one)), ...more];
	return documentOf(calendarOf(title, lang, days), {
		type: 'text/calendar; charset=utf-8',
		name: `${file}.ics`
	});
}

const statuses: Partial<Record<DatedConsultation['phase'], CalendarDay['status']>> = {
	cancelled: 'CANCELLED',
	suspended: 'TENTATIVE'
};

function daysOf(m: Words, lang: Lang, url: URL, of: DatedConsultation): CalendarDay[] {
	const { number, timeZone, authority } = of;
	const page = url.origin + linksIn(lang)(`/consultations/${number}`);
	const title = textIn(lang, of.title, of.language).words;
	const day = (what: string, on: string, words: string): CalendarDay => ({
		// The same in every language, and in every calendar that has it.
		uid: `${number}-${what}@${url.hostname}`,
		on,
		title: `${words}: ${title}`,
		description: `${authority.name[lang]}. ${page}`,
		url: page,
		sequence: of.changes,
		at: of.changedAt,
		status: statuses[of.phase] ?? 'CONFIRMED'
	});
	return [
		day('opens', isoDay(of.opensAt, timeZone), m.calendar_opens()),
		day('closes', isoDay(of.closesAt - 1, timeZone), m.calendar_closes()),
		day('report', isoDay(of.reportDueAt - 1, timeZone), m.calendar_report())
	];
}
