import { redirect } from '@sveltejs/kit';
import { typedCentre } from '#lib/administration/typed.ts';
import { keyOf, readForm, refuse, textsOf, versionOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { slug }, url }) => {
	const actor = requireSignIn(locals, url);
	const found = await orNotFound(locals.app.centres.administered(actor, { slug }));
	return { ...found, isNew: url.searchParams.has('new'), key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { slug }, request }) => {
		const values = await readForm(request);
		try {
			await app.centres.write(actor, {
				slug,
				serves: textsOf(values, 'serves'),
				...typedCentre(values),
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/admin/centres?done=${encodeURIComponent(slug)}`));
	}
};
