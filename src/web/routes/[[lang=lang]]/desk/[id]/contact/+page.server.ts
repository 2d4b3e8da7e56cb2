import { error } from '@sveltejs/kit';
import { mayTry } from '#core/permissions/policy.ts';
import { contactReasonLimits } from '#core/register/model.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const { kind, number, seq } = await orNotFound(locals.app.moderation.item(actor, { id }));
	if (!mayTry('contact.read', actor)) error(403, { message: 'not_allowed' });
	return { id, item: { kind, number, seq }, most: contactReasonLimits.max };
};

export const actions: Actions = {
	/** Shown in the answer to this very request, and kept nowhere. */
	default: async ({ locals: { app, actor }, params: { id }, request }) => {
		const values = await readForm(request);
		try {
			const { email } = await app.accounts.contact(actor, { id, reason: textOf(values, 'reason') });
			return { shown: true, email };
		} catch (refusal) {
			return refuse(refusal, values);
		}
	}
};
