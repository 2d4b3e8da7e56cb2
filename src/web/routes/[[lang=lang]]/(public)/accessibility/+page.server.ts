import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, keep } }) => {
	keep({ topics: [] });
	const { operator, contact } = app.options;
	return { operator: operator ?? null, contact: contact ?? null };
};
