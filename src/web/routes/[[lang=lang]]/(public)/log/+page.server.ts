import { filterIn } from '#lib/log/filter.ts';
import { placesToChoose } from '#lib/log/places.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor, lang }, url }) => {
	const filter = filterIn(url);
	const { items, next } = await app.log.extract(actor, { ...filter, limit: 30 });
	return { items, next, filter, places: await placesToChoose(app, actor, lang) };
};
