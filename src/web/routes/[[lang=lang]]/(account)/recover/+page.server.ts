import { refuseGuess } from '#lib/access.ts';
import { carried, carry, typedIn } from '#lib/carrying.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { wayBack } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app } }) => ({ mail: app.options.mail });

export const actions: Actions = {
	default: async (event) => {
		if (event.url.searchParams.has('carry')) return carry(event);
		const { app, actor } = event.locals;
		const values = await readForm(event.request);
		try {
			const address = event.getClientAddress();
			const waits = carried(wayBack(event.url), typedIn(values));
			const email = textOf(values, 'email');
			await app.accounts.requestRecovery(actor, { email, address, waits });
		} catch (refusal) {
			const refused = refuseGuess(event, refusal, values);
			return Object.assign(refused, { data: { ...refused.data, typed: typedIn(values) } });
		}
		return { sent: true };
	}
};
