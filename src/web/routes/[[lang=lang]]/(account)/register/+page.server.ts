import { readForm, textOf } from '#lib/forms.ts';
import { refuseGuess } from '#lib/access.ts';
import { wayBack } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app } }) => ({ mail: app.options.mail });

export const actions: Actions = {
	default: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		try {
			await app.accounts.requestSignUp(actor, {
				email: textOf(values, 'email'),
				agreed: textOf(values, 'agreed') !== '',
				language: lang,
				address: event.getClientAddress(),
				next: wayBack(event.url)
			});
		} catch (refusal) {
			return refuseGuess(event, refusal, values);
		}
		return { sent: true };
	}
};
