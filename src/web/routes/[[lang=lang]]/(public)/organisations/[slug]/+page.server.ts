import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor }, params: { slug }, url }) => {
	const cursor = url.searchParams.get('cursor') ?? undefined;
	return {
		organisation: await orNotFound(app.organisations.page(actor, { slug })),
		statements: await orNotFound(app.organisations.statements(actor, { slug, cursor })),
		further: cursor !== undefined
	};
};
