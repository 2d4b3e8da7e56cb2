import { error, redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { ownById } from '../../own.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const { name, status } = await ownById(locals.app, actor, id);
	if (status !== 'verified') error(403, { message: 'not_allowed' });
	const { mail } = locals.app.options;
	return { name, mail, key: locals.newKey() };
};

export const actions: Actions = {
	/** A code to print is shown here, once: it stands nowhere, so there is no address to come back to. */
	default: async ({ locals, params: { id: organisationId }, request, url }) => {
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		const name = textOf(values, 'name');
		let invited;
		try {
			invited = await app.organisations.invite(actor, {
				organisationId,
				name,
				post: textOf(values, 'post'),
				way: textOf(values, 'way'),
				email: textOf(values, 'email'),
				language: lang,
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		if (invited.code === null) {
			const done = textOf(values, 'way') === 'email' ? 'invited' : 'repeated';
			redirect(303, linksIn(lang)(`/account/organisations?${done}=1`));
		}
		return { code: invited.code, name };
	}
};
