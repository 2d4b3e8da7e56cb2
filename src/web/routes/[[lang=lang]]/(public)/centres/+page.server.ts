import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor, keep } }) => {
	keep({ topics: [] });
	return { centres: (await app.centres.list(actor, {})).items };
};
