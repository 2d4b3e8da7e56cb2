import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const login = (url.searchParams.get('login') ?? '').slice(0, 80);
	const { items, next } = await orNotFound(locals.app.verification.list(actor, { cursor, login }));
	return {
		items,
		login,
		more: next === null ? null : `?cursor=${encodeURIComponent(next)}`,
		roles: actor.roles,
		done: url.searchParams.has('done')
	};
};
