import { requireRecentFactor } from '#lib/access.ts';
import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locals, url } = event;
	const actor = requireSignIn(locals, url);
	requireRecentFactor(event, await locals.app.accounts.security(actor, undefined));
};
