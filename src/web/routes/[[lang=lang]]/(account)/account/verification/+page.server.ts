import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	return {
		own: await app.verification.own(actor, undefined),
		key: newKey(),
		done: url.searchParams.get('done')
	};
};

export const actions: Actions = {
	appeal: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		try {
			await app.verification.appeal(actor, {
				id: textOf(values, 'id'),
				text: textOf(values, 'text'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/account/verification?done=appealed'));
	},
	end: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		try {
			await app.verification.endOwn(actor, {
				confirmed: textOf(values, 'confirmed') === 'yes',
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/account/verification?done=ended'));
	}
};
