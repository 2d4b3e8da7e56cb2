import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app } = locals;
	return {
		appeals: await orNotFound(app.moderation.appeals(actor, undefined)),
		coordinator: actor.roles.some(({ role }) => role === 'coordinator'),
		done: url.searchParams.has('done'),
		already: url.searchParams.has('already'),
		now: app.storage.now()
	};
};
