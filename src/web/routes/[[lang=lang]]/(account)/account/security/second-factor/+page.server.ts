import { redirect } from '@sveltejs/kit';
import { requireRecentFactor } from '#lib/access.ts';
import { refuse } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locals, url } = event;
	const actor = requireSignIn(locals, url);
	const security = await locals.app.accounts.security(actor, undefined);
	// Without one there is nothing to change; what was removed just now included.
	if (!security.secondFactor) redirect(303, linksIn(locals.lang)('/account/security'));
	requireRecentFactor(event, security);
	return { isStaff: security.isStaff, left: security.secondFactor.recoveryCodes };
};

export const actions: Actions = {
	renew: async ({ locals: { app, ...locals }, url }) => {
		try {
			return await app.accounts.renewRecoveryCodes(requireSignIn(locals, url), undefined);
		} catch (refusal) {
			return refuse(refusal, {});
		}
	},
	remove: async ({ locals: { app, ...locals }, url }) => {
		try {
			await app.accounts.removeSecondFactor(requireSignIn(locals, url), undefined);
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(locals.lang)('/account/security?done=second_factor'));
	}
};
