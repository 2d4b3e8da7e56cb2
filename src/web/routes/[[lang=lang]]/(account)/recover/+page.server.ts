import { refuseGuess } from '#lib/access.ts';
import { readForm, textOf } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app } }) => ({ mail: app.options.mail });

export const actions: Actions = {
	default: async (event) => {
		const { app, actor } = event.locals;
		const values = await readForm(event.request);
		try {
			const address = event.getClientAddress();
			await app.accounts.requestRecovery(actor, { email: textOf(values, 'email'), address });
		} catch (refusal) {
			return refuseGuess(event, refusal, values);
		}
		return { sent: true };
	}
};
