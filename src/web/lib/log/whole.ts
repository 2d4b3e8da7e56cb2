import type { RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import type { WholeEntry } from '#core/register/entries.ts';
import type { WholeLogFilter } from '#core/register/log.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { commonCells, commonHeader } from './acts.ts';
import { filterIn } from './filter.ts';
import { tableOf } from './table.ts';

type Within = WholeLogFilter['within'];
type Event = Pick<RequestEvent, 'locals' | 'url'>;

/** A page of the log with the names of who acted. */
export async function wholePage({ locals, url }: Event, within: Within) {
	const actor = requireSignIn(locals, url);
	const filter = filterIn(url);
	try {
		const asked = locals.app.log.whole(actor, { ...filter, within, limit: 30 });
		const { items, next } = await asked;
		return { items, next, filter, nobody: false };
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'not_found' && filter.login)
			return { items: [], next: null, filter, nobody: true };
		return orNotFound(Promise.reject(refusal as Error));
	}
}

/** The same as a table. */
export function wholeTable({ locals, url }: Event, within: Within): Promise<Response> {
	const actor = requireSignIn(locals, url);
	const filter = filterIn(url);
	return orNotFound(
		tableOf<WholeEntry>({
			name: `log-${within}.csv`,
			header: [...commonHeader, 'login', 'name', 'about_login', 'about_name', 'details'],
			cells: (entry) => [
				...commonCells(locals.lang, entry),
				entry.who?.login ?? '',
				entry.who?.name ?? '',
				entry.about?.login ?? '',
				entry.about?.name ?? '',
				Object.keys(entry.details).length === 0 ? '' : JSON.stringify(entry.details)
			],
			read: (cursor) => locals.app.log.whole(actor, { ...filter, within, cursor, limit: 500 })
		})
	);
}
