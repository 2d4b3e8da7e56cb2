import { error, redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	const { items } = await orNotFound(app.verification.list(actor, { personId: id }));
	const found = items[0];
	if (!found?.revocable) error(404, { message: 'not_found' });
	return { found, key: newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		try {
			await app.verification.revoke(actor, {
				personId: id,
				reason: textOf(values, 'reason'),
				confirmed: textOf(values, 'confirmed') === 'yes',
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk/verifications?done=1'));
	}
};
