import { contributionNumber } from '#core/contributions/model.ts';
import type { RegisteredDecision } from '#core/moderation/queries/register.ts';
import { tableOf } from '#lib/log/table.ts';
import { filterIn } from '../decisions/filter.ts';
import type { RequestHandler } from './$types';

/** Programs read codes, not words. */
export const GET: RequestHandler = ({ locals: { app, actor }, url }) => {
	const filter = filterIn(url);
	return tableOf<RegisteredDecision>({
		name: 'moderation.csv',
		header: [
			'at',
			'contribution',
			'reply',
			'action',
			'ground',
			'source',
			'centre',
			'appeal',
			'note'
		],
		cells: (one) => [
			new Date(one.at).toISOString(),
			contributionNumber(one.number, one.seq),
			one.isReply ? 'yes' : '',
			one.action,
			one.ground,
			one.source,
			one.centre.slug,
			one.appeal ?? '',
			app.options.demo ? 'Demo' : ''
		],
		read: (cursor) => app.moderation.register(actor, { ...filter, cursor, limit: 500 })
	});
};
