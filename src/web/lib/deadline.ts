import type { Phase } from '#core/consultations/model.ts';
import type { Lang } from '#core/kernel/text.ts';
import { dayInWords, dayNear, isoDay } from '#messages/dates.ts';
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

/** When the report is due, and when it came. */
export interface ReportTerm {
	reportDueAt: number;
	reportedAt: number | null;
}

/** Its end in words, always with the day and the days left: "until the end of 16 December, 23 days left". */
export function deadlineWords(m: Words, lang: Lang, term: Term): string {
	const { phase, opensAt, closesAt, timeZone, now } = term;
	const lastDay = dayNear(closesAt - 1, now, lang, timeZone);
	if (phase === 'announced') {
		const count = daysBetween(now, opensAt, timeZone);
		return m.deadline.opens_in({
			day: dayNear(opensAt, now, lang, timeZone),
			end: lastDay,
			count
		});
	}
	if (phase === 'suspended') return m.deadline.suspended();
	if (phase === 'cancelled') return m.deadline.cancelled();
	if (phase !== 'open') return m.deadline.closed({ day: dayInWords(closesAt - 1, lang, timeZone) });
	const count = daysBetween(now, closesAt - 1, timeZone);
	return count > 0
		? m.deadline.days_left({ day: lastDay, count })
		: m.deadline.last_day({ day: lastDay });
}

/** When the report is due, was due, or came; '' where none will come. */
export function reportWords(
	m: Words,
	lang: Lang,
	term: Term,
	{ reportDueAt, reportedAt }: ReportTerm
): string {
	const { phase, timeZone, now } = term;
	if (reportedAt !== null)
		return m.deadline.report_out({ day: dayInWords(reportedAt, lang, timeZone) });
	const day = dayNear(reportDueAt - 1, now, lang, timeZone);
	switch (phase) {
		case 'report_overdue':
			return m.deadline.report_was_due({ day: dayInWords(reportDueAt - 1, lang, timeZone) });
		case 'analysis': {
			const count = daysBetween(now, reportDueAt - 1, timeZone);
			return count > 0 ? m.deadline.report_in({ day, count }) : m.deadline.report_today({ day });
		}
		case 'announced':
		case 'open':
			return m.deadline.report_due({ day });
		default:
			return '';
	}
}

/** Days by which a report is late, at least one. */
export function daysOverdue({ timeZone, now }: Pick<Term, 'timeZone' | 'now'>, dueAt: number) {
	return Math.max(1, daysBetween(dueAt - 1, now, timeZone));
}

/** How many midnights of the place lie between two instants. */
export function daysBetween(from: number, to: number, timeZone: string): number {
	const dayOf = (instant: number) => Date.parse(isoDay(instant, timeZone));
	return Math.round((dayOf(to) - dayOf(from)) / 86_400_000);
}

/** Days by which a report came late, or is late until now. */
export const daysLate = (
	{ reportDueAt, reportedAt, timeZone }: ReportTerm & Pick<Term, 'timeZone'>,
	now: number
): number => daysOverdue({ timeZone, now: reportedAt ?? now }, reportDueAt);
