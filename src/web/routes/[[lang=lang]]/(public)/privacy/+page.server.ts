import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, keep } }) => {
	keep({ topics: [] });
	const { mail, operator, contact } = app.options;
	return {
		mail,
		operator: operator ?? null,
		contact: contact ?? null,
		cookie: app.sessions.cookieName
	};
};
