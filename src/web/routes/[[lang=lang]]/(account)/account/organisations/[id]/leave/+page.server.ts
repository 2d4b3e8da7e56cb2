import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { ownById } from '../../own.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const { name, status, representatives } = await ownById(locals.app, actor, id);
	return { name, status, last: representatives.length === 1, key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals, params: { id: organisationId }, request, url }) => {
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		try {
			await app.organisations.leave(actor, { organisationId, key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/account/organisations?left=1'));
	}
};
