import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	votes: await locals.app.polls.own(requireSignIn(locals, url), undefined)
});
