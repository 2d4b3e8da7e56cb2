import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor }, params: { slug }, url }) => {
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const authority = await orNotFound(app.authorities.page(actor, { slug, cursor }));
	return { authority, now: app.storage.now() };
};
