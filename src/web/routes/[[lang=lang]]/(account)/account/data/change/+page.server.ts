import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf, versionOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	settings: await locals.app.privacy.settings(requireSignIn(locals, url), undefined),
	key: locals.newKey()
});

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		try {
			await app.privacy.change(actor, {
				name: textOf(values, 'name'),
				display: textOf(values, 'display'),
				language: textOf(values, 'language'),
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/account/data?done=changed'));
	}
};
