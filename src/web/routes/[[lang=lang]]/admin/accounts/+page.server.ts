import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf, wrong } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	await orNotFound(locals.app.administration.scopes(actor, undefined));
};

export const actions: Actions = {
	/** A post, so that no address of anybody stands in an address of the site. */
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		const q = textOf(values, 'q').trim();
		if (q === '') return wrong([{ path: 'q', code: 'required' }], values);
		let found;
		try {
			found = await app.administration.findAccount(actor, { q });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		if (!found) return wrong([{ path: 'q', code: 'unknown_account' }], values);
		redirect(303, linksIn(lang)(`/admin/accounts/${found.id}`));
	}
};
