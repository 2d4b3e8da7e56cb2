import { registerCountries } from '#core/organisations/model.ts';
import type { PageServerLoad } from './$types';

/** More than there are; the choice lists of a form have no pages. */
const all = 1000;

export const load: PageServerLoad = async ({ locals: { app, actor, lang, keep }, url }) => {
	keep({ topics: [] });
	const asked = (name: string, longest: number) =>
		url.searchParams.get(name)?.slice(0, longest) || undefined;
	const country = registerCountries.find((one) => one === url.searchParams.get('country'));
	const filter = { q: asked('q', 200), country, area: asked('area', 40) };
	const { items, next } = await app.organisations.list(actor, {
		q: filter.q,
		country,
		areaId: filter.area,
		cursor: asked('cursor', 200)
	});
	const kinds = ['raion', 'hromada', 'gmina'] as const;
	const areas = await Promise.all(
		kinds.map(async (kind) => (await app.areas.list(actor, { kind, limit: all })).items)
	);
	return {
		items,
		next,
		filter,
		areas: areas.flat().map(({ id, name }) => ({ value: id, label: name[lang] }))
	};
};
