import { deadlineOf, isLate, requestZone, type RequestClock } from '#core/accessibility/model.ts';
import type { Lang } from '#core/kernel/text.ts';
import { daysBetween } from '#lib/deadline.ts';
import { lastDayInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';

/** How long there is for an answer, or how long there was: for both sides the same words. */
export function clockWords(m: Words, clock: RequestClock, now: number): string {
	const late = isLate(clock, now);
	if (clock.answeredAt !== null) return late ? m.access_request.late() : m.access_request.in_time();
	const last = deadlineOf(clock) - 1;
	if (late)
		return m.access_request.overdue({ count: Math.max(1, daysBetween(last, now, requestZone)) });
	const count = daysBetween(now, last, requestZone);
	return count === 0 ? m.access_request.due_today() : m.access_request.due_in({ count });
}

export const dueDay = (clock: RequestClock, lang: Lang): string =>
	lastDayInWords(deadlineOf(clock), lang, requestZone);
