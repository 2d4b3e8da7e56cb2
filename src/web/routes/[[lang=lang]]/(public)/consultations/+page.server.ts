import { listedPhases } from '#core/consultations/model.ts';
import { topicOfHome } from '#core/kernel/events.ts';
import { cursorOf } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

/** More than there are; the choice lists of a form have no pages. */
const all = 1000;

export const load: PageServerLoad = async ({ locals: { app, actor, lang, keep }, url }) => {
	keep({ topics: [topicOfHome] });
	const asked = (name: string, longest: number) =>
		url.searchParams.get(name)?.slice(0, longest) || undefined;
	const phase = listedPhases.find((one) => one === url.searchParams.get('phase'));
	const filter = { q: asked('q', 200), area: asked('area', 40), authority: asked('authority', 80) };
	// Before the list: what happens between the two is told again, and nothing is missed.
	const live = await cursorOf(app, actor, topicOfHome);
	const { items, next } = await app.consultations.list(actor, {
		phase,
		q: filter.q,
		areaId: filter.area,
		authority: filter.authority,
		cursor: asked('cursor', 80)
	});
	const kinds = ['raion', 'hromada', 'gmina'] as const;
	const areas = await Promise.all(
		kinds.map(async (kind) => (await app.areas.list(actor, { kind, limit: all })).items)
	);
	const authorities = await app.authorities.list(actor, { limit: all });
	return {
		items,
		next,
		live,
		phase: phase ?? null,
		filter,
		areas: areas.flat().map(({ id, name }) => ({ value: id, label: name[lang] })),
		authorities: authorities.items.map(({ slug, name }) => ({ value: slug, label: name[lang] })),
		now: app.storage.now()
	};
};
