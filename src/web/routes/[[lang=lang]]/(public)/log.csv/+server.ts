import type { ExtractEntry } from '#core/register/entries.ts';
import { commonCells, commonHeader } from '#lib/log/acts.ts';
import { filterIn } from '#lib/log/filter.ts';
import { tableOf } from '#lib/log/table.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { app, actor, lang }, url }) => {
	const filter = filterIn(url);
	const note = app.options.demo ? 'Demo' : '';
	return tableOf<ExtractEntry>({
		name: 'log.csv',
		header: [...commonHeader, 'note'],
		cells: (entry) => [...commonCells(lang, entry), note],
		read: (cursor) => app.log.extract(actor, { ...filter, cursor, limit: 500 })
	});
};
