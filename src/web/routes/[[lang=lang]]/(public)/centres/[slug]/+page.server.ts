import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor }, params: { slug } }) => ({
	centre: await orNotFound(app.centres.page(actor, { slug })),
	figures: await orNotFound(app.verification.statistics(actor, { slug }))
});
