import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const given = url.searchParams.get('cursor') ?? '';
	const cursor = /^[0-9a-f-]{36}$/.test(given) ? given : undefined;
	const { items, next } = await orNotFound(
		locals.app.administration.endedRoles(actor, { cursor, limit: 30 })
	);
	return { items, more: next === null ? null : `?cursor=${next}` };
};
