import { describe, expect, test } from 'vitest';
import type { RuleProfile } from '#core/consultations/model.ts';
import {
	earliestDates,
	minimumTerm,
	scheduleOf,
	takesPaper,
	termErrors,
	type TermRules
} from '#core/consultations/terms.ts';
import {
	addWorkingDays,
	earliestSession,
	holidaysOf,
	isWorkingDay,
	lastDayOfTerm
} from '#core/kernel/calendar.ts';
import {
	addDays,
	dayOf,
	daysBetween,
	endOfDay,
	hourOf,
	isDay,
	startOfDay
} from '#core/kernel/time.ts';

const martialLaw = { holidaysAreWorkingDays: true };
const peace = { holidaysAreWorkingDays: false };
const nothing = { uk: '', pl: '', en: '' };

function profile(changes: Partial<RuleProfile> = {}): RuleProfile {
	return {
		id: 'viche-standard',
		version: 1,
		country: '*',
		title: nothing,
		status: nothing,
		activeFrom: '2026-01-01',
		usableFor: 'consultation',
		minOpenDays: 21,
		hardMinOpenDays: 15,
		maxOpenDays: null,
		recommendedOpenDays: 21,
		noticeDays: 5,
		reportDays: 30,
		reportAfter: 'close',
		lateIntakeWorkingDays: 5,
		anonymous: 'opinion_only',
		displayChoices: ['name', 'initials', 'resident'],
		forbiddenFields: [],
		binding: false,
		localResolutionRequired: false,
		source: '',
		certainty: 'D',
		...changes
	};
}

function rules(changes: Partial<TermRules> = {}): TermRules {
	return {
		timeZone: 'Europe/Kyiv',
		country: 'UA',
		profile: profile(),
		localRule: null,
		holidaysAreWorkingDays: true,
		...changes
	};
}

const regulation = (minOpenDays: number | null) => ({ title: '', number: '1', minOpenDays });

describe('the vectors of requirements §2.4', () => {
	test.each([
		{ opensOn: '2026-12-01', days: 15, country: 'UA', options: martialLaw, last: '2026-12-16' },
		{ opensOn: '2026-12-05', days: 15, country: 'UA', options: martialLaw, last: '2026-12-21' },
		{ opensOn: '2026-12-10', days: 15, country: 'UA', options: martialLaw, last: '2026-12-25' },
		{ opensOn: '2026-12-10', days: 15, country: 'UA', options: peace, last: '2026-12-28' },
		{ opensOn: '2026-12-01', days: 21, country: 'UA', options: martialLaw, last: '2026-12-22' },
		{ opensOn: '2026-11-26', days: 28, country: 'PL', options: martialLaw, last: '2026-12-28' }
	] as const)(
		'$country: $days days from $opensOn end on $last ($options)',
		({ opensOn, days, country, options, last }) => {
			expect(lastDayOfTerm(opensOn, days, country, options)).toBe(last);
		}
	);

	test('the last day runs to 24:00 local time', () => {
		expect(endOfDay('2026-12-16', 'Europe/Kyiv')).toBe(Date.parse('2026-12-16T22:00:00Z'));
		expect(endOfDay('2026-12-28', 'Europe/Warsaw')).toBe(Date.parse('2026-12-28T23:00:00Z'));
	});

	test('a draft public since 23 November may be considered on 8 December', () => {
		expect(addWorkingDays('2026-11-23', 10, 'UA', martialLaw)).toBe('2026-12-07');
		expect(earliestSession('2026-11-23', 10, 'UA', martialLaw)).toBe('2026-12-08');
	});

	test('a change of clocks within the term does not move the last day', () => {
		expect(lastDayOfTerm('2026-10-20', 15, 'UA', martialLaw)).toBe('2026-11-04');
		expect(startOfDay('2026-10-20', 'Europe/Kyiv')).toBe(Date.parse('2026-10-19T21:00:00Z'));
		expect(endOfDay('2026-11-04', 'Europe/Kyiv')).toBe(Date.parse('2026-11-04T22:00:00Z'));
	});

	test('paper received in time is taken until Wednesday, five working days later', () => {
		const schedule = scheduleOf({
			opensOn: '2026-12-01',
			closesOn: '2026-12-16',
			...rules()
		});
		expect(schedule.lateIntakeUntil).toBe('2026-12-23');
		const entered = (receivedOn: string, enteredOn: string) =>
			takesPaper(schedule, { receivedOn, enteredOn });
		expect(entered('2026-12-16', '2026-12-21')).toBe(true);
		expect(entered('2026-12-16', '2026-12-23')).toBe(true);
		expect(entered('2026-12-16', '2026-12-24')).toBe(false);
		expect(entered('2026-12-17', '2026-12-21')).toBe(false);
	});
});

describe('days and clocks', () => {
	test.each([
		['2026-10-25', 25],
		['2027-03-28', 23],
		['2026-12-16', 24]
	] as const)('%s has %d hours in both countries', (on, hours) => {
		for (const zone of ['Europe/Kyiv', 'Europe/Warsaw'] as const)
			expect((endOfDay(on, zone) - startOfDay(on, zone)) / 3_600_000).toBe(hours);
	});

	test('a day belongs to itself from its first millisecond to its last', () => {
		for (const on of ['2026-10-25', '2027-03-28', '2026-12-31']) {
			expect(dayOf(startOfDay(on, 'Europe/Kyiv'), 'Europe/Kyiv')).toBe(on);
			expect(dayOf(endOfDay(on, 'Europe/Kyiv') - 1, 'Europe/Kyiv')).toBe(on);
			expect(dayOf(endOfDay(on, 'Europe/Kyiv'), 'Europe/Kyiv')).toBe(addDays(on, 1));
		}
	});

	test('only days that exist are days', () => {
		expect(['2026-12-16', '2028-02-29'].every(isDay)).toBe(true);
		const others = ['', '2026-02-29', '2026-13-01', '16.12.2026', '2026-1-1', '2026-12-16T00:00'];
		expect(others.filter(isDay)).toEqual([]);
	});

	test('days between count both ways, hours from 1970', () => {
		expect(daysBetween('2026-12-01', '2027-01-01')).toBe(31);
		expect(daysBetween('2026-12-16', '2026-12-01')).toBe(-15);
		expect(hourOf(7_200_000)).toBe(2);
		expect(hourOf(7_199_999)).toBe(1);
	});
});

describe('days off', () => {
	test.each([
		['PL', '2027-03-29', 'Easter Monday'],
		['PL', '2026-06-04', 'Corpus Christi'],
		['PL', '2025-12-24', 'Christmas Eve since 2025'],
		['UA', '2027-05-03', 'the Monday after Easter Sunday'],
		['UA', '2026-12-25', 'Christmas'],
		['UA', '2028-07-17', 'the Monday after a holiday on Saturday']
	] as const)('%s: %s is %s', (country, on, _name) => {
		expect(isWorkingDay(on, country, peace)).toBe(false);
	});

	test('Christmas Eve was a working day in Poland before 2025', () => {
		expect(isWorkingDay('2024-12-24', 'PL', peace)).toBe(true);
	});

	test('under martial law Ukraine works on holidays, never on weekends; Poland is not concerned', () => {
		expect(isWorkingDay('2026-12-25', 'UA', martialLaw)).toBe(true);
		expect(isWorkingDay('2026-12-26', 'UA', martialLaw)).toBe(false);
		expect(isWorkingDay('2026-12-25', 'PL', martialLaw)).toBe(false);
	});

	test('Easter is found by the calendar of each country', () => {
		const easters = {
			UA: ['2024-05-05', '2025-04-20', '2026-04-12'],
			PL: ['2024-03-31', '2025-04-20', '2026-04-05']
		};
		for (const [country, days] of Object.entries(easters))
			for (const on of days)
				expect(holidaysOf(Number(on.slice(0, 4)), country as 'UA' | 'PL').has(on)).toBe(true);
	});
});

describe('the term of a consultation', () => {
	const noon = Date.parse('2026-11-23T10:00:00Z');
	const codes = (opensOn: string, closesOn: string, changes: Partial<TermRules> = {}) =>
		termErrors({ opensOn, closesOn }, noon, rules(changes)).map(({ path, code }) => [path, code]);

	test('the network asks for 15 days, a local rule may ask for more and never for fewer', () => {
		expect(minimumTerm(profile(), null)).toBe(15);
		expect(minimumTerm(profile(), regulation(30))).toBe(30);
		expect(minimumTerm(profile(), regulation(10))).toBe(15);
	});

	test('a law may allow fewer than 15, and leave the number to a local resolution', () => {
		expect(minimumTerm(profile({ minOpenDays: 10, hardMinOpenDays: null }), null)).toBe(10);
		const byResolution = profile({ minOpenDays: null, hardMinOpenDays: null });
		expect(minimumTerm(byResolution, regulation(14))).toBe(14);
		expect(minimumTerm(byResolution, null)).toBe(15);
	});

	test('the notice and the shortest term are enough', () => {
		expect(codes('2026-11-28', '2026-12-14')).toEqual([]);
		const dates = earliestDates(noon, rules());
		expect(dates).toEqual({
			opensOn: '2026-11-28',
			closesOn: '2026-12-14',
			recommendedClosesOn: '2026-12-21'
		});
		expect(codes(dates.opensOn, dates.closesOn)).toEqual([]);
	});

	test('the day of announcement is the local one, shortly after midnight too', () => {
		const afterMidnight = Date.parse('2026-11-23T22:30:00Z');
		expect(earliestDates(afterMidnight, rules()).opensOn).toBe('2026-11-29');
	});

	test('one day less is refused, with the earliest day that would do', () => {
		expect(codes('2026-11-27', '2026-12-14')).toEqual([['opensOn', 'opens_too_early']]);
		expect(termErrors({ opensOn: '2026-12-01', closesOn: '2026-12-15' }, noon, rules())).toEqual([
			{
				path: 'closesOn',
				code: 'term_too_short',
				values: { days: 15, earliestOn: '2026-12-16' }
			}
		]);
	});

	test('a closing on a day off counts as the working day to which it moves', () => {
		expect(codes('2026-12-05', '2026-12-20')).toEqual([]);
		const { closesOn, closesAt } = scheduleOf({
			opensOn: '2026-12-05',
			closesOn: '2026-12-20',
			...rules()
		});
		expect(closesOn).toBe('2026-12-21');
		expect(closesAt).toBe(Date.parse('2026-12-21T22:00:00Z'));
	});

	test('what is no day, comes too late or ends before it begins is named', () => {
		expect(codes('', '2026-02-30')).toEqual([
			['opensOn', 'required'],
			['closesOn', 'not_a_date']
		]);
		expect(codes('2026-12-16', '2026-12-01')).toEqual([['closesOn', 'closes_before_opening']]);
		expect(codes('2026-12-01', '2027-03-04', { profile: profile({ maxOpenDays: 92 }) })).toEqual([
			['closesOn', 'term_too_long']
		]);
	});

	test('the report is due thirty days after closing, moved off a weekend', () => {
		const due = (changes: Partial<RuleProfile>) => {
			const term = { opensOn: '2026-12-01', closesOn: '2026-12-17' };
			const { reportDueAt } = scheduleOf({ ...term, ...rules({ profile: profile(changes) }) });
			return dayOf(reportDueAt - 1, 'Europe/Kyiv');
		};
		expect(due({})).toBe('2027-01-18');
		expect(due({ reportAfter: 'decision', reportDays: 14 })).toBe('2027-01-18');
		expect(due({ reportDays: 14 })).toBe('2026-12-31');
	});
});
