import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf, versionOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	return { page: await orNotFound(locals.app.drafts.page(actor, { id })), key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		const key = textOf(values, 'key');
		let announced;
		try {
			announced = await app.drafts.announce(actor, {
				id,
				version: versionOf(values),
				key: /^[0-9a-f-]{36}$/.test(key) ? key : undefined
			});
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(lang)(`/consultations/${announced.number}`));
	}
};
