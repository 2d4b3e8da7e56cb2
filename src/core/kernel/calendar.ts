import { addDays, dayOfWeek } from './time.ts';

export type Country = 'UA' | 'PL';

export interface CalendarOptions {
	/** Ukraine under martial law: public holidays are working days. It changes nothing in Poland. */
	holidaysAreWorkingDays: boolean;
}

/** Falls on the same date each year, since the year named. */
interface FixedHoliday {
	on: string;
	since?: number;
}

const fixed: Record<Country, FixedHoliday[]> = {
	UA: [
		{ on: '01-01' },
		{ on: '03-08' },
		{ on: '05-01' },
		{ on: '05-08' },
		{ on: '06-28' },
		{ on: '07-15' },
		{ on: '08-24' },
		{ on: '10-01' },
		{ on: '12-25' }
	],
	PL: [
		{ on: '01-01' },
		{ on: '01-06' },
		{ on: '05-01' },
		{ on: '05-03' },
		{ on: '08-15' },
		{ on: '11-01' },
		{ on: '11-11' },
		{ on: '12-24', since: 2025 },
		{ on: '12-25' },
		{ on: '12-26' }
	]
};

/** Days after Easter Sunday: Easter and Trinity in Ukraine; Easter, its Monday, Pentecost, Corpus Christi in Poland. */
const movable: Record<Country, number[]> = { UA: [0, 49], PL: [0, 1, 49, 60] };

const easter: Record<Country, (year: number) => string> = { UA: julianEaster, PL: gregorianEaster };

/** Days off of a year beside Saturdays and Sundays. */
export function holidaysOf(year: number, country: Country): ReadonlySet<string> {
	const easterDay = easter[country](year);
	const days = new Set([
		...fixed[country]
			.filter(({ since = 0 }) => year >= since)
			.map(({ on }) => `${String(year).padStart(4, '0')}-${on}`),
		...movable[country].map((after) => addDays(easterDay, after))
	]);
	// Ukrainian Labour Code, art. 67: a holiday on a weekend gives the next working day off.
	if (country === 'UA')
		for (const on of [...days].filter(isWeekend)) {
			let instead = addDays(on, 1);
			while (isWeekend(instead) || days.has(instead)) instead = addDays(instead, 1);
			days.add(instead);
		}
	return days;
}

export function isWorkingDay(
	on: string,
	country: Country,
	{ holidaysAreWorkingDays }: CalendarOptions
): boolean {
	if (isWeekend(on)) return false;
	if (country === 'UA' && holidaysAreWorkingDays) return true;
	return !holidaysOf(Number(on.slice(0, 4)), country).has(on);
}

/** The day itself, or the next working day when it is a day off. */
export function workingDayFrom(on: string, country: Country, options: CalendarOptions): string {
	let day = on;
	while (!isWorkingDay(day, country, options)) day = addDays(day, 1);
	return day;
}

/** the first day is not counted, and a term that would end on a day off ends on the next working day. */
export function lastDayOfTerm(
	opensOn: string,
	days: number,
	country: Country,
	options: CalendarOptions
): string {
	return workingDayFrom(addDays(opensOn, days), country, options);
}

/** The working day that many working days later; the first day is not counted. */
export function addWorkingDays(
	on: string,
	count: number,
	country: Country,
	options: CalendarOptions
): string {
	let day = on;
	for (let left = count; left > 0; left--) day = workingDayFrom(addDays(day, 1), country, options);
	return day;
}

/**
 * The first day on which a draft may be considered that must have been public for so many working days.
 * The strict reading: the last of them has to be over.
 */
export function earliestSession(
	draftPublishedOn: string,
	workingDays: number,
	country: Country,
	options: CalendarOptions
): string {
	return addDays(addWorkingDays(draftPublishedOn, workingDays, country, options), 1);
}

function isWeekend(on: string): boolean {
	return dayOfWeek(on) > 5;
}

/** Western Easter (Meeus, Jones, Butcher). */
function gregorianEaster(year: number): string {
	const a = year % 19;
	const century = Math.floor(year / 100);
	const rest = year % 100;
	const corrected =
		century -
		Math.floor(century / 4) -
		Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
	const moon = (19 * a + corrected + 15) % 30;
	const week = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
	const shift = Math.floor((a + 11 * moon + 22 * week) / 451);
	return addDays(dateOf(year, 3, 22), moon + week - 7 * shift);
}

/** Eastern Easter (Meeus), which the Ukrainian churches keep; the calendars lie 13 days apart from 1900 to 2099. */
function julianEaster(year: number): string {
	const moon = (19 * (year % 19) + 15) % 30;
	const week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
	return addDays(dateOf(year, 3, 22), moon + week + 13);
}

const dateOf = (year: number, month: number, day: number) =>
	[String(year).padStart(4, '0'), month, day]
		.map((part) => String(part).padStart(2, '0'))
		.join('-');
