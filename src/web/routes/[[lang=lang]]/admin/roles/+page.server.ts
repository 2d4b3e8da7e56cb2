import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { administration } = locals.app;
	const { searchParams } = url;
	const role = searchParams.get('role') ?? '';
	const scopeId = searchParams.get('where') ?? '';
	const cursor = searchParams.get('cursor') ?? undefined;
	const filter = { role, scopeId, cursor, limit: 30 };
	const { items, next } = await orNotFound(administration.roles(actor, filter));
	const more = new URLSearchParams({ role, where: scopeId, cursor: next ?? '' });
	return {
		items,
		role,
		scopeId,
		scopes: await administration.scopes(actor, undefined),
		more: next === null ? null : `?${more.toString()}`
	};
};
