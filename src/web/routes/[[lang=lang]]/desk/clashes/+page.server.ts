import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		clashes: await orNotFound(locals.app.verification.clashes(actor, undefined)),
		roles: actor.roles,
		done: url.searchParams.has('done')
	};
};
