import type { ConsultationSummary } from '#core/consultations/queries/summaries.ts';
import { daysLate } from '#lib/deadline.ts';
import { tableOf } from '#lib/log/table.ts';
import { isoDay } from '#messages/dates.ts';
import type { RequestHandler } from './$types';

const header = [
	'consultation',
	'title',
	'authority',
	'closed_on',
	'report_due_on',
	'reported_on',
	'days_late',
	'note'
];

/** Those that are late now, then those that came late. */
export const GET: RequestHandler = ({ locals: { app, actor, lang } }) => {
	const now = app.storage.now();
	return tableOf<ConsultationSummary>({
		name: 'late.csv',
		header,
		cells: (one) => [
			one.number,
			one.title[lang] ?? one.title[one.language] ?? '',
			one.authority.name[lang],
			isoDay(one.closesAt - 1, one.timeZone),
			isoDay(one.reportDueAt - 1, one.timeZone),
			one.reportedAt === null ? '' : isoDay(one.reportedAt, one.timeZone),
			daysLate(one, now),
			app.options.demo ? 'Demo' : ''
		],
		async read(cursor) {
			if (cursor === undefined)
				return { items: await app.consultations.late(actor, undefined), next: past };
			const { wereLate } = app.consultations;
			return wereLate(actor, { cursor: cursor === past ? undefined : cursor, limit: 500 });
		}
	});
};

/** What comes after those of today. */
const past = 'past';
