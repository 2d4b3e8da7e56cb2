import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf, type FormValues } from '#lib/forms.ts';
import { wayBack } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Area } from '#core/areas/queries.ts';
import type { Actions } from './$types';

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
	register: async ({ locals: { app, actor, lang }, request, cookies, url }) => {
		const values = await readForm(request);
		try {
			const { id } = await app.accounts.register(actor, {
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				name: textOf(values, 'name'),
				areaId: textOf(values, 'areaId'),
				language: lang
			});
			const cookie = await app.sessions.start(id);
			cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
		} catch (refusal) {
			const refused = refuse(refusal, values);
			const places = await app.areas.residences(actor, { q: textOf(values, 'place') });
			return Object.assign(refused, { data: { ...refused.data, places } });
		}
		redirect(303, wayBack(url) ?? linksIn(lang)('/account'));
	}
};
