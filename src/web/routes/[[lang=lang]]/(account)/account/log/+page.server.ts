import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const { items, next } = await locals.app.log.own(actor, { limit: 30, cursor });
	return { items, more: next && `?cursor=${encodeURIComponent(next)}` };
};
