import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app } = locals;
	return {
		appeals: await orNotFound(app.moderation.appeals(actor, undefined)),
		coordinator: actor.roles.some(({ role }) => role === 'coordinator'),
		done: url.searchParams.has('done'),
		passedOn: url.searchParams.has('passed'),
		already: url.searchParams.has('already'),
		now: app.storage.now()
	};
};

export const actions: Actions = {
	/** "I know this person". */
	pass: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		try {
			await app.moderation.passAppealOn(actor, { id: textOf(values, 'id'), key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(lang)('/desk/appeals?passed=1'));
	}
};
