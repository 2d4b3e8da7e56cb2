import { requireSignIn, wayBack } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { login, email } = await locals.app.accounts.security(
		requireSignIn(locals, url),
		undefined
	);
	return { login, email, next: wayBack(url) };
};
