import { refuseGuess } from '#lib/access.ts';
import { carried, carry, typedIn } from '#lib/carrying.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { residenceIn, unclear, type WhoState } from '#lib/identify.ts';
import { wayBack } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app } }) => ({ mail: app.options.mail });

export const actions: Actions = {
	default: async (event) => {
		if (event.url.searchParams.has('carry')) return carry(event);
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const typed = typedIn(values);
		const found = await residenceIn(event, values);
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
			const refused = refuseGuess(event, refusal, values);
			const errors = refused.data.errors?.map((one) =>
				one.path === 'areaId' ? unclear(values, found.places) : one
			);
			const state: WhoState = { ...(errors && { errors }), places: found.places };
			return Object.assign(refused, { data: { ...refused.data, ...state, typed } });
		}
		return { sent: true };
	}
};
