import type { CourseStep } from '#core/consultations/queries/course.ts';
import type { Consultation } from '#core/consultations/queries/page.ts';
import type { Lang } from '#core/kernel/text.ts';
import { dayInWords, lastDayInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';

export type Coursed = Pick<
	Consultation,
	| 'announcedAt'
	| 'opensAt'
	| 'closesAt'
	| 'reportDueAt'
	| 'reportedAt'
	| 'decidedAt'
	| 'phase'
	| 'authority'
	| 'course'
>;

/** A step of the timeline, in words. */
export interface Step {
	at: number;
	when: string;
	words: string;
	/** What the office itself wrote about it. */
	more?: string | undefined;
	moreLang?: string | undefined;
}

/** Everything that moved the consultation on, in order; what will not come any more is left out. */
export function datesOf(m: Words, lang: Lang, of: Coursed): Step[] {
	const { timeZone, language } = of.authority;
	const moreLang = language === lang ? undefined : language;
	const step = (at: number, words: string, more?: string): Step => ({
		at,
		when: dayInWords(at, lang, timeZone),
		words,
		more,
		moreLang
	});
	const over = of.phase === 'cancelled' ? changedAt(of, 'cancelled') : Infinity;
	const due = { ...step(of.reportDueAt, m.line_report()) };
	const steps = [
		step(of.announcedAt, m.line_announced()),
		step(of.opensAt, m.line_opens()),
		{ ...step(of.closesAt, m.line_closes()), when: lastDayInWords(of.closesAt, lang, timeZone) },
		of.reportedAt === null
			? { ...due, when: lastDayInWords(of.reportDueAt, lang, timeZone) }
			: step(of.reportedAt, m.line_reported()),
		...(of.decidedAt === null ? [] : [step(of.decidedAt, m.line_decided())])
	].filter(({ at }) => at <= over);
	// Why the report is late stands large on the page as long as it is.
	const isSaid = ({ kind, at }: Changed) =>
		of.phase === 'report_overdue' && kind === 'delay_explained' && at === changedAt(of, kind);
	const told = of.course.flatMap((one) => {
		if (one.step === 'report_corrected')
			return [step(one.at, m.line_report_corrected(), one.reason)];
		if (one.step !== 'changed') return [];
		const words = changeWords(m, lang, one, timeZone);
		return [step(one.at, words, isSaid(one) ? undefined : one.reason)];
	});
	return [...steps, ...told].sort((a, b) => a.at - b.at);
}

/** Each step of moderation: office, ground and number, never a person or a word. */
export function moderationOf(m: Words, lang: Lang, { course, authority }: Coursed): Step[] {
	return course.flatMap((one) => {
		const words = moderationWords(m, lang, one);
		if (words === undefined) return [];
		return [{ at: one.at, when: dayInWords(one.at, lang, authority.timeZone), words }];
	});
}

type Changed = Extract<CourseStep, { step: 'changed' }>;

function changeWords(
	m: Words,
	lang: Lang,
	{ kind, role, closedAt, closesAt }: Changed,
	timeZone: string
): string {
	const by = m.change_role[role]();
	const dates =
		closedAt === null || closesAt === null || closedAt === closesAt
			? null
			: {
					from: lastDayInWords(closedAt, lang, timeZone),
					until: lastDayInWords(closesAt, lang, timeZone)
				};
	switch (kind) {
		case 'extended':
			return dates ? m.line_extended(dates) : m.line_resumed();
		case 'resumed':
			return dates ? m.line_resumed_until(dates) : m.line_resumed();
		case 'suspended':
			return m.line_suspended({ by });
		case 'cancelled':
			return m.line_cancelled();
		case 'delay_explained':
			return m.line_delay();
	}
}

function moderationWords(m: Words, lang: Lang, one: CourseStep): string | undefined {
	switch (one.step) {
		case 'moderated': {
			const what = one.isReply
				? m.line_reply({ number: one.seq })
				: m.number_short({ number: one.seq });
			const action = m.line_moderated[one.action]();
			const town = one.centre.town[lang];
			return one.action === 'restored'
				? m.line_moderation_restored({ what, action, town })
				: m.line_moderation({ what, action, ground: m.ground[one.ground](), town });
		}
		case 'appealed':
			return m.line_appealed({ number: one.seq, town: one.centre.town[lang] });
		case 'appeal_decided':
			return one.bySilence
				? m.line_appeal_silence({ number: one.seq })
				: m.line_appeal[one.outcome]({ number: one.seq, town: one.centre.town[lang] });
		default:
			return undefined;
	}
}

function changedAt({ course }: Coursed, kind: Changed['kind']): number {
	return course.findLast((one) => one.step === 'changed' && one.kind === kind)?.at ?? Infinity;
}
