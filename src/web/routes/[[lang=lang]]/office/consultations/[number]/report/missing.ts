import type { ReportDraft } from '#core/answers/queries/report.ts';

/** Whether a report could be published now; the command decides for itself (T16). */
export const mayPublish = ({ pending, lateIntakeUntil, consultation: { phase } }: ReportDraft) =>
	pending === 0 && lateIntakeUntil === null && (phase === 'analysis' || phase === 'report_overdue');
