import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { typedPlanned } from '../typed.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		page: await orNotFound(locals.app.plans.planned(actor, { id })),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	change: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		const version = Number(textOf(values, 'version')) || 0;
		try {
			const typed = typedPlanned(values);
			await app.plans.revise(actor, { id, version, ...typed, key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/office/plan?done=saved'));
	},
	begin: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		let begun;
		try {
			begun = await app.plans.begin(actor, {
				id,
				draftId: textOf(values, 'draftId') || undefined,
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/office/drafts/${begun.draftId}`));
	}
};
