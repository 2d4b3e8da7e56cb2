import { csvOf } from '#lib/feeds/csv.ts';
import { documentOf } from '#lib/feeds/document.ts';
import type { RequestHandler } from './$types';

const header = [
	'month',
	'centre',
	'kind',
	'count',
	'median_hours',
	'ninetieth_hours',
	'after_clock',
	'note'
];

/** How long decisions and appeals took, month by month and centre by centre (requirements §4.7). */
export const GET: RequestHandler = async ({ locals: { app, actor } }) => {
	const times = await app.moderation.times(actor, undefined);
	const note = app.options.demo ? 'Demo' : '';
	const rows = times.map(({ month, centre, kind, count, medianHours, ninetiethHours, late }) => [
		month,
		centre,
		kind,
		count,
		medianHours,
		ninetiethHours,
		late,
		note
	]);
	return documentOf(csvOf([header, ...rows]), {
		type: 'text/csv; charset=utf-8',
		name: 'moderation-times.csv'
	});
};
