import { redirect } from '@sveltejs/kit';
import type { Area } from '#core/areas/queries.ts';
import { beginSession, keepToOneself, refuseGuess } from '#lib/access.ts';
import { readForm, textOf, type FormValues } from '#lib/forms.ts';
import { orNotValid, wayBack } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	keepToOneself(event);
	const { app, actor } = event.locals;
	const link = { code: event.params.code, address: event.getClientAddress() };
	return { link: await orNotValid(app.accounts.readSignUp(actor, link)) };
};

interface Found {
	places?: Area[];
	values: FormValues;
}

export const actions: Actions = {
	/** Places with that name, to choose one from; nothing is registered yet. */
	find: async ({ locals: { app, actor }, request }): Promise<Found> => {
		const { password: _password, ...values } = await readForm(request);
		return { places: await app.areas.residences(actor, { q: textOf(values, 'place') }), values };
	},
	register: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		try {
			const { id } = await app.accounts.completeSignUp(actor, {
				code: event.params.code,
				address: event.getClientAddress(),
				name: textOf(values, 'name'),
				areaId: textOf(values, 'areaId'),
				password: textOf(values, 'password'),
				language: lang
			});
			await beginSession(event, { id, secondFactorAt: null });
		} catch (refusal) {
			const refused = refuseGuess(event, refusal, values);
			const places = await app.areas.residences(actor, { q: textOf(values, 'place') });
			return Object.assign(refused, { data: { ...refused.data, places } });
		}
		const next = wayBack(event.url);
		const goingOn = next === undefined ? '' : `?next=${encodeURIComponent(next)}`;
		redirect(303, linksIn(lang)(`/account/welcome${goingOn}`));
	}
};
