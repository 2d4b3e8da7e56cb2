import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { wayBack } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request, cookies, getClientAddress, url }) => {
		const values = await readForm(request);
		try {
			const { id } = await app.accounts.checkSignIn(actor, {
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				address: getClientAddress()
			});
			const cookie = await app.sessions.start(id);
			cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, wayBack(url) ?? linksIn(lang)('/consultations'));
	}
};
