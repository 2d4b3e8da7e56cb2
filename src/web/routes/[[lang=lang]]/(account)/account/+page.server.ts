import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		own: await locals.app.accounts.own(actor, undefined),
		written: await locals.app.contributions.allOwn(actor, undefined)
	};
};
