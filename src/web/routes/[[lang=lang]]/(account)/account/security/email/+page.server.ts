import { refuseGuess } from '#lib/access.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { login, email, hasPassword } = await locals.app.accounts.security(actor, undefined);
	return { login, email, hasPassword, mail: locals.app.options.mail };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireSignIn(event.locals, event.url);
		const values = await readForm(event.request);
		try {
			await event.locals.app.accounts.changeEmail(actor, {
				email: textOf(values, 'email'),
				present: textOf(values, 'present'),
				address: event.getClientAddress()
			});
		} catch (refusal) {
			return refuseGuess(event, refusal, values);
		}
		return { sent: true };
	}
};
