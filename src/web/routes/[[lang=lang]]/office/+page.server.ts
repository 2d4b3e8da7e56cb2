import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { drafts, storage } = locals.app;
	return {
		items: await orNotFound(drafts.list(actor, undefined)),
		authorities: await orNotFound(drafts.authorities(actor, undefined)),
		now: storage.now(),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	start: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		const key = textOf(values, 'key');
		let started;
		try {
			started = await app.drafts.start(actor, {
				authority: textOf(values, 'authority'),
				...(/^[0-9a-f-]{36}$/.test(key) && { key })
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/office/drafts/${started.id}/subject`));
	}
};
