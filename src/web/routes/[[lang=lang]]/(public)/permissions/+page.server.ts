import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor, keep } }) => {
	keep({ topics: [] });
	return { rows: await app.permissions.table(actor, undefined) };
};
