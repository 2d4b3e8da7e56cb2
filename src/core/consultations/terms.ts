import type { LocalRule } from '../authorities/model.ts';
import {
	addWorkingDays,
	lastDayOfTerm,
	workingDayFrom,
	type CalendarOptions,
	type Country
} from '../kernel/calendar.ts';
import type { FieldError } from '../kernel/errors.ts';
import {
	addDays,
	daysBetween,
	dayOf,
	endOfDay,
	isDay,
	startOfDay,
	type Instant,
	type TimeZone
} from '../kernel/time.ts';
import type { RuleProfile } from './model.ts';

/** Below it nobody goes unless a law or a local resolution says so. */
const networkFloor = 15;
/** The summary of results, also where the law's own clock starts only with the decision. */
const summaryDays = 30;

/** The rules by which the days of one consultation are counted. */
export interface TermRules {
	timeZone: TimeZone;
	country: Country;
	profile: RuleProfile;
	localRule: LocalRule | null;
	/** True as long as martial law lasts in Ukraine, and that is the default. */
	holidaysAreWorkingDays?: boolean;
}

export interface Term {
	opensOn: string;
	/** The last day, to its end. */
	closesOn: string;
}

export interface Schedule extends Term {
	opensAt: Instant;
	/** Exclusive: 24:00 of `closesOn`. */
	closesAt: Instant;
	/** Exclusive, as `closesAt`. */
	reportDueAt: Instant;
	/** The last day on which a centre enters what it received in time. */
	lateIntakeUntil: string;
}

/** Calendar days that a consultation stays open at least; a local rule lengthens them, never shortens. */
export function minimumTerm(profile: RuleProfile, localRule: LocalRule | null): number {
	const local = localRule?.minOpenDays ?? null;
	const legal = profile.hardMinOpenDays ?? profile.minOpenDays;
	return legal === null ? (local ?? networkFloor) : Math.max(legal, local ?? 0);
}

/** Calendar days below which the official has to say why. */
export function recommendedTerm(profile: RuleProfile, localRule: LocalRule | null): number {
	return Math.max(profile.recommendedOpenDays, minimumTerm(profile, localRule));
}

/** What speaks against announcing now a consultation with this term. */
export function termErrors(
	{ opensOn, closesOn }: Term,
	now: Instant,
	rules: TermRules
): FieldError[] {
	const notDates = Object.entries({ opensOn, closesOn }).filter(([, on]) => !isDay(on));
	if (notDates.length > 0)
		return notDates.map(([path, on]) => ({ path, code: on === '' ? 'required' : 'not_a_date' }));

	const errors: FieldError[] = [];
	const earliest = earliestOpening(now, rules);
	if (opensOn < earliest)
		errors.push({
			path: 'opensOn',
			code: 'opens_too_early',
			values: { days: rules.profile.noticeDays, earliestOn: earliest }
		});

	const days = minimumTerm(rules.profile, rules.localRule);
	const most = rules.profile.maxOpenDays;
	const lastDay = workingDayFrom(closesOn, rules.country, optionsOf(rules));
	if (closesOn < opensOn) errors.push({ path: 'closesOn', code: 'closes_before_opening' });
	else if (daysBetween(opensOn, lastDay) < days)
		errors.push({
			path: 'closesOn',
			code: 'term_too_short',
			values: { days, earliestOn: lastDayOfTerm(opensOn, days, rules.country, optionsOf(rules)) }
		});
	else if (most !== null && daysBetween(opensOn, closesOn) > most)
		errors.push({
			path: 'closesOn',
			code: 'term_too_long',
			values: { days: most, latestOn: addDays(opensOn, most) }
		});
	return errors;
}

/** The instants of a consultation; a closing on a day off moves to the next working day. */
export function scheduleOf({ opensOn, closesOn, ...rules }: Term & TermRules): Schedule {
	const { timeZone, country, profile, localRule } = rules;
	const options = optionsOf(rules);
	const lastDay = workingDayFrom(closesOn, country, options);
	const reportDays =
		localRule?.reportDays ?? (profile.reportAfter === 'close' ? profile.reportDays : summaryDays);
	return {
		opensOn,
		closesOn: lastDay,
		opensAt: startOfDay(opensOn, timeZone),
		closesAt: endOfDay(lastDay, timeZone),
		reportDueAt: endOfDay(lastDayOfTerm(lastDay, reportDays, country, options), timeZone),
		lateIntakeUntil: addWorkingDays(lastDay, profile.lateIntakeWorkingDays, country, options)
	};
}

/** Announced now, it can open and close on these days at the earliest, and close as late as recommended. */
export function earliestDates(
	now: Instant,
	rules: TermRules
): Term & { recommendedClosesOn: string } {
	const { country, profile, localRule } = rules;
	const opensOn = earliestOpening(now, rules);
	const closing = (days: number) => lastDayOfTerm(opensOn, days, country, optionsOf(rules));
	return {
		opensOn,
		closesOn: closing(minimumTerm(profile, localRule)),
		recommendedClosesOn: closing(recommendedTerm(profile, localRule))
	};
}

/** Whether a centre may still enter what it received on paper: in time, and not too late. */
export function takesPaper(
	{ closesOn, lateIntakeUntil }: Pick<Schedule, 'closesOn' | 'lateIntakeUntil'>,
	paper: { receivedOn: string; enteredOn: string }
): boolean {
	return paper.receivedOn <= closesOn && paper.enteredOn <= lateIntakeUntil;
}

function earliestOpening(now: Instant, { timeZone, profile }: TermRules): string {
	return addDays(dayOf(now, timeZone), profile.noticeDays);
}

function optionsOf({ holidaysAreWorkingDays = true }: TermRules): CalendarOptions {
	return { holidaysAreWorkingDays };
}
