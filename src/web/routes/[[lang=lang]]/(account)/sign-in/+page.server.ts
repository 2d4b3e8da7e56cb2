import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf } from '#lib/forms.ts';
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
		const next = url.searchParams.get('next') ?? '';
		// Only a path of this site: anything else could lead away.
		redirect(
			303,
			/^\/(?![/\\])[\w\-./[\]%?=&]*$/.test(next) ? next : linksIn(lang)('/consultations')
		);
	}
};
