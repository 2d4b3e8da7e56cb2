import { redirect } from '@sveltejs/kit';
import type { Area } from '#core/areas/queries.ts';
import { keyOf, readForm, refuse, textOf, versionOf, wrong, type FormValues } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

interface Found {
	places?: Area[];
	values: FormValues;
}

export const load: PageServerLoad = async ({ locals, url }) => ({
	settings: await locals.app.privacy.settings(requireSignIn(locals, url), undefined),
	key: locals.newKey()
});

export const actions: Actions = {
	/** Places with that name, to choose one from; nothing changes yet. */
	find: async ({ locals: { app, actor }, request }): Promise<Found> => {
		const values = await readForm(request);
		return { places: await app.areas.residences(actor, { q: textOf(values, 'place') }), values };
	},
	move: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		const areaId = textOf(values, 'areaId');
		const places = await app.areas.residences(actor, { q: textOf(values, 'place') });
		const again = (refused: ReturnType<typeof wrong>) =>
			Object.assign(refused, { data: { ...refused.data, places } });
		if (areaId === '') {
			const path = places.length > 0 ? 'areaId' : 'place';
			return again(wrong([{ path, code: 'required' }], values));
		}
		try {
			const { name, display, language } = await app.privacy.settings(actor, undefined);
			await app.privacy.change(actor, {
				name,
				display,
				language,
				areaId,
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return again(refuse(refusal, values));
		}
		redirect(303, linksIn(lang)('/account/data?done=changed'));
	}
};
