import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		...(await locals.app.accessibility.queue(actor, undefined)),
		done: url.searchParams.has('done'),
		now: locals.app.storage.now()
	};
};
