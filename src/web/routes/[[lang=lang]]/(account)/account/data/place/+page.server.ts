import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, versionOf } from '#lib/forms.ts';
import { placeIn, refusedPlace } from '#lib/places.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	settings: await locals.app.privacy.settings(requireSignIn(locals, url), undefined),
	key: locals.newKey()
});

export const actions: Actions = {
	default: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const found = await placeIn(event, values);
		try {
			const { name, display, language } = await app.privacy.settings(actor, undefined);
			await app.privacy.change(actor, {
				name,
				display,
				language,
				areaId: found.areaId,
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refusedPlace(refuse(refusal, values), found.places);
		}
		redirect(303, linksIn(lang)('/account/data?done=changed'));
	}
};
