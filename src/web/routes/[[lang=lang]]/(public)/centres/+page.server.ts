import { openingAt } from '#core/centres/hours.ts';
import type { PageServerLoad } from './$types';

/** More than there are. */
const all = 500;

export const load: PageServerLoad = async ({ locals: { app, actor, keep }, url }) => {
	const now = app.storage.now();
	const { items } = await app.centres.list(actor, { limit: all });
	const openings = items.map(({ hours }) => openingAt(hours, now));
	keep({ topics: [], changesAt: openings.flatMap((one) => one?.changesAt ?? []) });
	const openOnly = url.searchParams.get('open') === 'yes';
	const q = url.searchParams.get('q')?.slice(0, 200) ?? '';
	return {
		now,
		q,
		found: q.trim() === '' ? null : await app.centres.byPlace(actor, { q }),
		openOnly,
		openCount: openings.filter((one) => one?.open).length,
		centres: items.filter((_, place) => !openOnly || openings[place]?.open),
		raions: (await app.areas.list(actor, { kind: 'raion', limit: all })).items
	};
};
