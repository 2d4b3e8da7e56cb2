import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { placeIn, refusedPlace } from '#lib/places.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

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
	default: async (event) => {
		const { locals, request, url } = event;
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		const found = await placeIn(event, values);
		const name = (one: string) => textOf(values, `name.${one}`);
		try {
			await app.organisations.register(actor, {
				name: { uk: name('uk'), pl: name('pl'), en: name('en') },
				language: lang,
				country: textOf(values, 'country'),
				registerNumber: textOf(values, 'registerNumber'),
				areaId: found.areaId,
				post: textOf(values, 'post'),
				centreId: textOf(values, 'centreId'),
				consent: textOf(values, 'consent') === 'yes',
				key: keyOf(values)
			});
		} catch (refusal) {
			return refusedPlace(refuse(refusal, values), found.places);
		}
		redirect(303, linksIn(lang)('/account/organisations?registered=1'));
	}
};
