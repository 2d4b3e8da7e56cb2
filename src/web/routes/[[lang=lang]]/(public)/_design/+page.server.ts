import { error } from '@sveltejs/kit';
import { regionsOf } from '../regions.ts';
import type { PageServerLoad } from './$types';

/** Every component in every state, for whoever builds pages; visitors find nothing here. */
export const load: PageServerLoad = async ({ locals: { app, actor, lang } }) => {
	if (!app.options.design) error(404, { message: 'not_found' });
	const hromadas = await app.areas.hromadas(actor, undefined);
	const counts = await app.consultations.countsByArea(actor, undefined);
	return {
		now: app.storage.now(),
		// Two are enough to see how a map is drawn.
		regions: regionsOf(hromadas, counts, lang).slice(0, 2)
	};
};
