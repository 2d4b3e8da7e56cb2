import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor } }) => ({
	rows: await app.permissions.table(actor, undefined)
});
