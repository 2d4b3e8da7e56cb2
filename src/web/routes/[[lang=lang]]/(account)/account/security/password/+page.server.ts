import { redirect } from '@sveltejs/kit';
import { refuseGuess } from '#lib/access.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { login, hasPassword } = await locals.app.accounts.security(actor, undefined);
	return { login, hasPassword };
};

export const actions: Actions = {
	default: async (event) => {
		const { app, lang } = event.locals;
		const actor = requireSignIn(event.locals, event.url);
		const values = await readForm(event.request);
		try {
			await app.accounts.changePassword(actor, {
				present: textOf(values, 'present'),
				password: textOf(values, 'password')
			});
		} catch (refusal) {
			return refuseGuess(event, refusal, values);
		}
		redirect(303, linksIn(lang)('/account/security?done=password'));
	}
};
