import { csvOf } from '#lib/feeds/csv.ts';
import { documentOf } from '#lib/feeds/document.ts';
import { licence, withReport } from '../published.ts';
import type { RequestHandler } from './$types';

const header = [
	'number',
	'kind',
	'channel',
	'tier',
	'voice',
	'organisation',
	'register_number',
	'settlement',
	'received_at',
	'state',
	'text',
	'support',
	'organisation_support',
	'answer',
	'reasons',
	'licence',
	'note'
];

/** Every contribution in a row: whoever counts the rows gets the figures of the report. */
export const GET: RequestHandler = (event) =>
	withReport(event, ({ report, contributions }) => {
		const { app, lang } = event.locals;
		const note = app.options.demo ? 'Demo' : '';
		const rows = contributions.map((one) => [
			one.number,
			one.kind,
			one.channel,
			one.tier,
			one.voice,
			one.organisation?.name[lang] ?? '',
			one.organisation?.registerNumber ?? '',
			one.area[lang],
			new Date(one.at).toISOString(),
			one.state,
			one.text,
			one.support,
			one.organisationSupport,
			one.status ?? '',
			one.reasons,
			licence.name,
			note
		]);
		return documentOf(csvOf([header, ...rows]), {
			type: 'text/csv; charset=utf-8; header=present',
			name: `${report.consultation.number}.csv`
		});
	});
