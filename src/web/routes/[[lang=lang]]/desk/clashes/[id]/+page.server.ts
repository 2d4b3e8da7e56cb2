import { redirect } from '@sveltejs/kit';
import { clashOutcomes } from '#core/verification/model.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	const clash = await orNotFound(app.verification.clashPage(actor, { id }));
	return { clash, outcomes: clashOutcomes, key: newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		try {
			await app.verification.settleClash(actor, {
				id,
				outcome: textOf(values, 'outcome'),
				note: textOf(values, 'note'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk/clashes?done=1'));
	}
};
