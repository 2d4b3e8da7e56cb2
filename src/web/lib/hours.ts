import { hoursOf, openingAt } from '#core/centres/hours.ts';
import type { OpeningHours } from '#core/centres/model.ts';
import type { Lang } from '#core/kernel/text.ts';
import { weekdayInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';
import { sentence } from './wording.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** "Open today until 18:00", "Closed now, opens on Monday at 9:00". */
export function openingWords(m: Words, hours: readonly OpeningHours[], now: number): string {
	const opening = openingAt(hours, now);
	if (opening === null) return m.hours.never();
	if (opening.open) return m.hours.open_until({ time: clock(opening.until) });
	const { inDays, weekday } = opening;
	const time = clock(opening.from);
	if (inDays === 0) return m.hours.opens_today({ time });
	if (inDays === 1) return m.hours.opens_tomorrow({ time });
	return m.hours.opens_on({ day: m.on_weekday[weekdays[weekday - 1]!](), time });
}

/** The whole week, days with the same hours beside each other in one line: "Monday – Friday", "9:00–18:00". */
export function weekInWords(m: Words, lang: Lang, hours: readonly OpeningHours[]) {
	const lines: { first: number; last: number; times: string }[] = [];
	for (let day = 1; day <= 7; day++) {
		const times = hoursOf(hours, day)
			.map(({ from, to }) => `${clock(from)}–${clock(to)}`)
			.join(', ');
		const before = lines.at(-1);
		if (before?.times === times) before.last = day;
		else lines.push({ first: day, last: day, times });
	}
	return lines.map(({ first, last, times }) => ({
		days: sentence(
			[first, ...(last > first ? [last] : [])].map((day) => weekdayInWords(day, lang)).join(' – '),
			lang
		),
		times: times || m.hours.closed()
	}));
}

/** Nobody says "oh nine": 9:00. */
const clock = (time: string) => time.replace(/^0(?=\d:)/, '');
