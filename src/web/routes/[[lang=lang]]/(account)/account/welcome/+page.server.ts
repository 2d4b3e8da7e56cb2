import { requireSignIn, wayBack } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { login, email, hasPassword } = await locals.app.accounts.security(
		requireSignIn(locals, url),
		undefined
	);
	return { login, email, hasPassword, next: wayBack(url) };
};
