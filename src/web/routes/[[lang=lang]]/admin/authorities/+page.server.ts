import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { administration, authorities } = locals.app;
	// Who may not write them has nothing to do here, though everybody may read them.
	const { centres } = await orNotFound(administration.scopes(actor, undefined));
	const after = Number(url.searchParams.get('cursor') ?? Number.NaN);
	const page = await authorities.list(actor, Number.isInteger(after) ? { after } : {});
	return {
		items: page.items.map(({ slug, code, kind, name, hostCentreId }) => ({
			slug,
			code,
			kind,
			name,
			host: centres.find(({ id }) => id === hostCentreId)?.name ?? null
		})),
		more: page.next === null ? null : `?cursor=${page.next}`,
		done: url.searchParams.get('done')
	};
};
