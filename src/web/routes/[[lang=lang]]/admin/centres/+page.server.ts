import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { administration, centres } = locals.app;
	await orNotFound(administration.scopes(actor, undefined));
	const { items } = await centres.list(actor, { limit: 100 });
	return {
		items: items.map(({ slug, name, host, phone }) => ({ slug, name, host, phone })),
		done: url.searchParams.get('done')
	};
};
