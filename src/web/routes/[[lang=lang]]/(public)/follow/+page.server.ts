import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

/** More than there are; the choice lists of a form have no pages. */
const all = 1000;

/** Feeds and calendars of everything, of a place, or of one authority, in plain words. */
export const load: PageServerLoad = async ({ locals: { app, actor, lang, keep }, url }) => {
	keep({ topics: [] });
	const asked = (name: string) => url.searchParams.get(name)?.slice(0, 80) || undefined;
	const [area, slug] = [asked('area'), asked('authority')];
	const kinds = ['oblast', 'raion', 'hromada', 'gmina'] as const;
	const areas = await Promise.all(
		kinds.map(async (kind) => (await app.areas.list(actor, { kind, limit: all })).items)
	);
	return {
		place: area === undefined ? null : await app.areas.place(actor, { area }),
		authority: slug === undefined ? null : await authorityNamed(app, actor, slug),
		areas: areas.flat().map(({ id, slug, name }) => ({ value: slug ?? id, label: name[lang] })),
		area
	};
};

async function authorityNamed(app: App, actor: Actor, slug: string) {
	const { name } = await orNotFound(app.authorities.page(actor, { slug }));
	return { slug, name };
}
