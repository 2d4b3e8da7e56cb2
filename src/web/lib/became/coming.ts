import type { Became } from '#core/contributions/queries/became.ts';
import { lastDayInWords } from '#messages/dates.ts';
import { daysOverdue } from '../deadline.ts';
import type { BecameStep, Telling } from './steps.ts';

/** What is still to come, and by when; what is late says by how much. */
export function comingSteps(telling: Telling, became: Became): BecameStep[] {
	const { m } = telling;
	switch (became.consultation.phase) {
		case 'open':
			return [agreeing(telling, became), closing(telling, became), report(telling, became)].flat();
		case 'suspended':
			return [
				...agreeing(telling, became),
				{ when: m.became.so_far(), words: m.became.suspended(), state: 'now' }
			];
		case 'analysis':
		case 'report_overdue':
			return report(telling, became);
		case 'reported':
			return [{ when: m.became.later(), words: m.became.decision_later(), state: 'later' }];
		default:
			return [];
	}
}

/** As long as marks are given, they have no time of their own. */
function agreeing(telling: Telling, { contribution }: Became): BecameStep[] {
	const words = agreeWords(telling, contribution);
	return words === '' ? [] : [{ when: telling.m.became.so_far(), words, state: 'past' }];
}

/** How many agree; '' where nobody does. */
export function agreeWords({ m }: Telling, contribution: Became['contribution']): string {
	const { support, organisationSupport } = contribution;
	return [
		...(support > 0 ? [m.became.agree({ count: support })] : []),
		...(organisationSupport > 0 ? [m.organisation.agreeing({ count: organisationSupport })] : [])
	].join('; ');
}

function closing({ m, lang }: Telling, { consultation }: Became): BecameStep[] {
	const when = lastDayInWords(consultation.closesAt, lang, consultation.timeZone);
	return [{ when, words: m.became.closes(), state: 'later' }];
}

function report({ m, lang, now }: Telling, { contribution, consultation }: Became): BecameStep[] {
	const { reportDueAt, timeZone, phase } = consultation;
	const when = lastDayInWords(reportDueAt, lang, timeZone);
	const isAwaited = contribution.kind === 'proposal' && contribution.answer === null;
	const words = isAwaited ? m.became.answer_due() : m.became.report_due();
	if (phase !== 'report_overdue') return [{ when, words, state: 'later' }];
	const count = daysOverdue({ timeZone, now }, reportDueAt);
	return [{ when, words, more: m.deadline.overdue({ count }), state: 'late' }];
}
