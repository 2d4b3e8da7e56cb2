import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		items: await orNotFound(locals.app.administration.invitations(actor, undefined)),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	withdraw: async ({ locals: { app, actor }, request }) => {
		const values = await readForm(request);
		try {
			await app.administration.withdrawInvitation(actor, {
				id: textOf(values, 'id'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, {});
		}
		return { withdrawn: true };
	}
};
