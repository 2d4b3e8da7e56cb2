import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { exportedAt, data } = await locals.app.privacy.export(
		requireSignIn(locals, url),
		undefined
	);
	return { exportedAt, sections: Object.entries(data) };
};
