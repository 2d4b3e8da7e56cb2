import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf, wrong } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	return {
		...(await orNotFound(app.verification.limits(actor, undefined))),
		roles: actor.roles,
		key: newKey(),
		done: url.searchParams.has('done')
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		if (textOf(values, 'consultant') === '')
			return wrong([{ path: 'consultant', code: 'required' }], values);
		const [consultantId = '', centreId = ''] = textOf(values, 'consultant').split(' ');
		try {
			await app.verification.release(actor, {
				consultantId,
				centreId,
				extra: textOf(values, 'extra'),
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk/limits?done=1'));
	}
};
