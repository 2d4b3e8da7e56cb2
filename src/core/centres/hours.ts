import { addDays, dayOf, dayOfWeek, timeOfDay, type Instant } from '../kernel/time.ts';
import type { OpeningHours } from './model.ts';

/** The centres keep Kyiv's days. */
export const centreZone = 'Europe/Kyiv';

/** Open until an hour of today, or closed until an hour of today or a later day; and when that ends. */
export type Opening = { changesAt: Instant } & (
	{ open: true; until: string } | { open: false; from: string; inDays: number; weekday: number }
);

/** Null where a centre never opens. */
export function openingAt(hours: readonly OpeningHours[], now: Instant): Opening | null {
	const today = dayOf(now, centreZone);
	for (let inDays = 0; inDays <= 7; inDays++) {
		const on = addDays(today, inDays);
		const weekday = dayOfWeek(on);
		for (const { from, to } of hoursOf(hours, weekday)) {
			const opensAt = timeOfDay(on, from, centreZone);
			const closesAt = timeOfDay(on, to, centreZone);
			if (now < opensAt) return { open: false, from, inDays, weekday, changesAt: opensAt };
			if (now < closesAt) return { open: true, until: to, changesAt: closesAt };
		}
	}
	return null;
}

/** Those of one day of the week, in their order: a break at noon makes two. */
export function hoursOf(hours: readonly OpeningHours[], weekday: number): OpeningHours[] {
	return hours
		.filter(({ day }) => day === weekday)
		.sort((one, other) => one.from.localeCompare(other.from));
}
