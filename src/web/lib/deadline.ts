import type { Phase } from '#core/consultations/model.ts';
import type { Lang } from '#core/kernel/text.ts';
import { dayInWords, isoDay } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';

/** When a consultation opens and closes, for somebody who reads at `now`. */
export interface Term {
	phase: Phase;
	opensAt: number;
	/** The first instant at which it is closed: the end of its last day. */
	closesAt: number;
	timeZone: string;
	now: number;
}

/** Its end in words, always with the day and the days left: "until the end of 16 December, 23 days left". */
export function deadlineWords(m: Words, lang: Lang, term: Term): string {
	const { phase, opensAt, closesAt, timeZone, now } = term;
	const lastDay = dayInWords(closesAt - 1, lang, timeZone);
	if (phase === 'announced') {
		return m.deadline.announced({ day: dayInWords(opensAt, lang, timeZone), end: lastDay });
	}
	if (phase === 'suspended') return m.deadline.suspended();
	if (phase === 'cancelled') return m.deadline.cancelled();
	if (phase !== 'open') return m.deadline.closed({ day: lastDay });
	const count = daysBetween(now, closesAt - 1, timeZone);
	return count > 0
		? m.deadline.days_left({ day: lastDay, count })
		: m.deadline.last_day({ day: lastDay });
}

/** When the report is due, or by how much it is late; '' where it is out, or none will come. */
export function reportWords(m: Words, lang: Lang, term: Term, dueAt: number): string {
	const { phase, timeZone, now } = term;
	const day = dayInWords(dueAt - 1, lang, timeZone);
	if (phase === 'report_overdue') {
		const count = Math.max(1, daysBetween(dueAt - 1, now, timeZone));
		return m.deadline.report_late({ day, count });
	}
	return phase === 'announced' || phase === 'open' || phase === 'analysis'
		? m.deadline.report_due({ day })
		: '';
}

/** How many midnights of the place lie between two instants. */
function daysBetween(from: number, to: number, timeZone: string): number {
	const dayOf = (instant: number) => Date.parse(isoDay(instant, timeZone));
	return Math.round((dayOf(to) - dayOf(from)) / 86_400_000);
}
