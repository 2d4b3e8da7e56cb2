import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app } = locals;
	return {
		appeals: await orNotFound(app.verification.appeals(actor, undefined)),
		roles: actor.roles,
		done: url.searchParams.has('done'),
		already: url.searchParams.has('already')
	};
};
