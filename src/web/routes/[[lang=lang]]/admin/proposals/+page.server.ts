import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const lists = await orNotFound(locals.app.administration.proposals(actor, undefined));
	const done = url.searchParams.get('done');
	return { ...lists, done: done === 'made' || done === 'decided' ? done : null };
};
