import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { privacy } = locals.app;
	return {
		preview: await privacy.erasure(actor, undefined),
		id: actor.id,
		login: (await privacy.settings(actor, undefined)).login
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request, cookies, getClientAddress }) => {
		const { account, ...values } = await readForm(request);
		const erased = linksIn(lang)('/erased');
		try {
			await app.privacy.erase(actor, {
				password: textOf(values, 'password'),
				login: textOf(values, 'login'),
				totp: textOf(values, 'totp'),
				address: getClientAddress()
			});
		} catch (refusal) {
			// Pressed twice: the first press has ended the session.
			const id = actor.kind === 'account' ? actor.id : String(account);
			if (await app.privacy.isErased(actor, { id })) redirect(303, erased);
			if (actor.kind !== 'account') throw refusal;
			return refuse(refusal, values);
		}
		const blank = await app.sessions.end(cookies.get(app.sessions.cookieName));
		cookies.set(blank.name, blank.value, { ...blank.attributes, path: '/' });
		redirect(303, erased);
	}
};
