import { redirect } from '@sveltejs/kit';
import type { SuggestedArea } from '#core/areas/queries/suggest.ts';
import { topicOfHome } from '#core/kernel/events.ts';
import { isFollowed, toggleFollow } from '#lib/follow.ts';
import { cursorOf } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { placesOf } from './places.ts';
import { addressOf, readFilter } from './filter.ts';
import type { Actions, PageServerLoad } from './$types';

/** More than there are; the choice lists of a form have no pages. */
const all = 1000;

export const load: PageServerLoad = async ({ locals: { app, actor, lang, keep }, url }) => {
	const filter = readFilter(url.searchParams);
	const typed = url.searchParams.get('place')?.slice(0, 100).trim() ?? '';
	const meant = typed === '' ? [] : targetsOf(await app.areas.suggest(actor, { words: typed }));
	if (meant.length === 1) redirect(303, linksIn(lang)(addressOf(filter, { area: meant[0]!.area })));
	// What was written a moment ago is to be found, and what was hidden is not: only lists are kept.
	if (!filter.q && typed === '') keep({ topics: [topicOfHome] });
	const around = filter.area ? await app.areas.around(actor, { area: filter.area }) : null;
	// Before the list: what happens between the two is told again, and nothing is missed.
	const live = await cursorOf(app, actor, topicOfHome);
	const { q = '', kind = 'consultation', area, ...narrowed } = filter;
	const found = await app.search.page(actor, {
		...narrowed,
		q,
		kind,
		lang,
		// A place that nobody knows has nothing in it.
		areaId: around?.area.id ?? area,
		cursor: url.searchParams.get('cursor')?.slice(0, 80)
	});
	const place = around?.area.slug;
	const authorities = await app.authorities.list(actor, { limit: all });
	return {
		...found,
		live,
		filter,
		around,
		following: place ? await isFollowed({ app, actor }, { kind: 'area', of: place }) : null,
		placeTyped: typed,
		meant,
		places: await placesOf(app, actor, lang),
		authorities: authorities.items.map(({ slug, name }) => ({ value: slug, label: name[lang] })),
		now: app.storage.now()
	};
};

/** What concerns the place to which the list is narrowed. */
export const actions: Actions = {
	follow: toggleFollow('area', ({ url }) => url.searchParams.get('area') ?? '')
};

/** By what lists know them: a settlement lies in its hromada. Each once. */
function targetsOf(suggested: readonly SuggestedArea[]) {
	const targets = suggested.map(({ id, slug, name, hromada, raion }) => ({
		area: hromada ? (hromada.slug ?? hromada.id) : (slug ?? id),
		name,
		hromada: hromada?.name ?? null,
		raion
	}));
	return targets.filter(
		({ area }, place) => targets.findIndex((other) => other.area === area) === place
	);
}
