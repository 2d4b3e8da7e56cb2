import { centreZone } from '#core/centres/hours.ts';
import { monthOf } from '#core/kernel/time.ts';
import { filterIn } from './filter.ts';
import type { PageServerLoad } from './$types';

/** More than there are; the choice lists of a form have no pages. */
const all = 1000;

export const load: PageServerLoad = async ({ locals: { app, actor, lang }, url }) => {
	const filter = filterIn(url);
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const { centre } = filter;
	const months = await app.moderation.months(actor, { centre });
	const lately =
		months.find(({ count }) => count > 0)?.month ?? monthOf(app.storage.now(), centreZone);
	const month = filter.month ?? lately;
	return {
		filter,
		months,
		month,
		further: cursor !== undefined,
		figures: await app.moderation.figures(actor, { month, centre }),
		...(await app.moderation.register(actor, { ...filter, cursor })),
		centres: (await app.centres.list(actor, { limit: all })).items.map(({ slug, name }) => ({
			value: slug,
			label: name[lang]
		}))
	};
};
