import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	return {
		...(await orNotFound(app.moderation.ownStatement(actor, { id }))),
		appealed: url.searchParams.has('appealed'),
		key: newKey()
	};
};

export const actions: Actions = {
	/** To a coordinator of a centre in another raion, once. */
	default: async ({ locals: { app, actor }, params: { id }, request, url }) => {
		const values = await readForm(request);
		const key = textOf(values, 'key');
		try {
			await app.moderation.appeal(actor, {
				decisionId: id,
				text: textOf(values, 'text'),
				key: /^[0-9a-f-]{36}$/.test(key) ? key : undefined
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, `${url.pathname}?appealed=1`);
	}
};
