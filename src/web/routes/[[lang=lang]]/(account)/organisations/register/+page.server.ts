import { redirect } from '@sveltejs/kit';
import type { Area } from '#core/areas/queries.ts';
import { placeField } from '#lib/fields.ts';
import { keyOf, readForm, refuse, textOf, type FormValues } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

interface Found {
	places?: Area[];
	values: FormValues;
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, lang, newKey } = locals;
	const centres = (await app.centres.list(actor, {})).items;
	return {
		/** Whoever holds an office registers from a private account. */
		office: actor.roles.length > 0,
		centres: centres.map(({ id, name }) => ({ value: id, label: name[lang] })),
		key: newKey()
	};
};

export const actions: Actions = {
	/** Places with that name, to choose one from; nothing is registered yet. */
	find: async ({ locals, request, url }): Promise<Found> => {
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		const q = textOf(values, 'place');
		return { places: await locals.app.areas.residences(actor, { q }), values };
	},
	register: async ({ locals, request, url }) => {
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		const name = (one: string) => textOf(values, `name.${one}`);
		try {
			await app.organisations.register(actor, {
				name: { uk: name('uk'), pl: name('pl'), en: name('en') },
				language: lang,
				country: textOf(values, 'country'),
				registerNumber: textOf(values, 'registerNumber'),
				areaId: textOf(values, 'areaId'),
				post: textOf(values, 'post'),
				centreId: textOf(values, 'centreId'),
				consent: textOf(values, 'consent') === 'yes',
				key: keyOf(values)
			});
		} catch (refusal) {
			const places = await app.areas.residences(actor, { q: textOf(values, 'place') });
			const refused = refuse(refusal, values, placeField(places));
			return Object.assign(refused, { data: { ...refused.data, places } });
		}
		redirect(303, linksIn(lang)('/account/organisations?registered=1'));
	}
};
