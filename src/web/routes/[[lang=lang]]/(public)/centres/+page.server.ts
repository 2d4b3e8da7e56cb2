import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor } }) => ({
	centres: (await app.centres.list(actor, {})).items
});
