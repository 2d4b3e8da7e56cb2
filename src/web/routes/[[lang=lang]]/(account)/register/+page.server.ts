import { refuseGuess } from '#lib/access.ts';
import { carried, carry, typedIn } from '#lib/carrying.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { placeIn, refusedPlace } from '#lib/places.ts';
import { wayBack } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app } }) => ({ mail: app.options.mail });

export const actions: Actions = {
	default: async (event) => {
		if (event.url.searchParams.has('carry')) return carry(event);
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const typed = typedIn(values);
		const found = await placeIn(event, values);
		try {
			await app.accounts.requestSignUp(actor, {
				email: textOf(values, 'email'),
				name: textOf(values, 'name'),
				areaId: found.areaId,
				agreed: textOf(values, 'agreed') !== '',
				language: lang,
				address: event.getClientAddress(),
				waits: carried(wayBack(event.url), typed)
			});
		} catch (refusal) {
			const refused = refusedPlace(refuseGuess(event, refusal, values), found.places);
			return Object.assign(refused, { data: { ...refused.data, typed } });
		}
		return { sent: true };
	}
};
