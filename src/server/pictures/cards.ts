import type { Phase } from '#core/consultations/model.ts';
import type { DatedConsultation } from '#core/consultations/queries/dates.ts';
import type { Lang } from '#core/kernel/text.ts';
import { dayInWords, lastDayInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';
import type { Card, Look } from './card.ts';

/** For any page that has none of its own. */
export const siteCard = (m: Words, host: string): Card => ({
	site: m.site_name(),
	phase: null,
	title: m.home_title(),
	line: '',
	foot: m.link_card.promise(),
	host
});

/** A consultation, in words that stay true for as long as its phase lasts. */
export function consultationCard(m: Words, lang: Lang, host: string, one: DatedConsultation): Card {
	return {
		site: m.site_name(),
		phase: { words: m.phase[one.phase](), look: looks[one.phase] ?? 'plain' },
		title: one.title[lang] ?? one.title[one.language] ?? one.number,
		line: one.authority.name[lang],
		foot: footOf(m, lang, one),
		host
	};
}

const looks: Partial<Record<Phase, Look>> = {
	open: 'open',
	report_overdue: 'overdue',
	reported: 'answered',
	decided: 'answered',
	suspended: 'stopped',
	cancelled: 'stopped',
	archived: 'stopped'
};

function footOf(m: Words, lang: Lang, one: DatedConsultation): string {
	const { phase, timeZone, opensAt, closesAt, reportDueAt, reportedAt } = one;
	const due = { day: lastDayInWords(reportDueAt, lang, timeZone) };
	switch (phase) {
		case 'announced':
			return m.link_card.announced({ day: dayInWords(opensAt, lang, timeZone) });
		case 'open':
			return m.link_card.open({ day: lastDayInWords(closesAt, lang, timeZone) });
		case 'suspended':
			return m.deadline.suspended();
		case 'cancelled':
			return m.deadline.cancelled();
		case 'report_overdue':
			return m.deadline.report_was_due(due);
		default:
			return reportedAt === null
				? m.deadline.report_due(due)
				: m.deadline.report_out({ day: dayInWords(reportedAt, lang, timeZone) });
	}
}
