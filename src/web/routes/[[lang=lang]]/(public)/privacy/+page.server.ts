import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, keep } }) => {
	keep({ topics: [] });
	return { mail: app.options.mail };
};
