import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor } }) => ({
	front: await app.consultations.front(actor, undefined),
	now: app.storage.now()
});
