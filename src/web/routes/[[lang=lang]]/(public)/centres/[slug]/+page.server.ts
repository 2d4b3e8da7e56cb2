import { centreZone } from '#core/centres/hours.ts';
import { monthOf } from '#core/kernel/time.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor, lang }, params: { slug } }) => {
	const now = app.storage.now();
	const centre = await orNotFound(app.centres.page(actor, { slug }));
	const months = await app.moderation.months(actor, { centre: slug });
	const month = months.find(({ count }) => count > 0)?.month ?? monthOf(now, centreZone);
	return {
		help: { name: centre.name[lang], slug, phone: centre.phone },
		now,
		centre,
		figures: await orNotFound(app.verification.statistics(actor, { slug })),
		month,
		months,
		moderation: await app.moderation.figures(actor, { month, centre: slug })
	};
};
