import { topicOfHome } from '#core/kernel/events.ts';
import { cursorOf } from '#lib/server-load.ts';
import { frontOf } from './front.ts';
import { regionsOf } from './regions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { app, actor, lang, hromada: slug, keep } = locals;
	// Before the lists: what happens between the two is told again, and nothing is missed.
	const cursor = await cursorOf(app, actor, topicOfHome);
	const hromada = await app.areas.hromada(actor, { slug });
	const near = hromada && (await app.centres.for(actor, { areaId: hromada.id, at: hromada.at }));
	keep({ topics: [topicOfHome], changesAt: near?.changesAt ? [near.changesAt] : [] });
	const hromadas = await app.areas.hromadas(actor, undefined);
	const counts = await app.consultations.countsByArea(actor, undefined);
	return {
		cursor,
		now: app.storage.now(),
		hromada,
		/** By this device, and not only by an account. */
		remembered: slug !== null,
		near,
		/** The same, at the foot of the page. */
		help: near && { ...near.centre, name: near.centre.name[lang] },
		...(await frontOf(locals, hromada, counts)),
		regions: regionsOf(hromadas, counts, lang)
	};
};
