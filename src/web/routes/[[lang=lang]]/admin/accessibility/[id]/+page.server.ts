import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf, type FormValues } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		request: await orNotFound(locals.app.accessibility.byId(actor, { id })),
		now: locals.app.storage.now(),
		key: locals.newKey()
	};
};

const given = (id: string, values: FormValues) => ({
	id,
	version: Number(textOf(values, 'version')) || 0,
	key: keyOf(values)
});

export const actions: Actions = {
	answer: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		try {
			await app.accessibility.answer(actor, {
				...given(id, values),
				outcome: textOf(values, 'outcome'),
				answer: textOf(values, 'answer')
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/admin/accessibility?done'));
	},
	delay: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		try {
			await app.accessibility.delay(actor, {
				...given(id, values),
				until: textOf(values, 'until'),
				reason: textOf(values, 'reason')
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/admin/accessibility?done'));
	}
};
