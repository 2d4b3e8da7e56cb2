import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf, textsOf, versionOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		...(await orNotFound(locals.app.conflicts.own(actor, undefined))),
		coordinates: actor.roles.some(({ role }) => role === 'coordinator'),
		done: url.searchParams.has('done'),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		try {
			await app.conflicts.declare(actor, {
				have: textOf(values, 'have'),
				authorities: textsOf(values, 'authorities'),
				centres: textsOf(values, 'centres'),
				organisations: textsOf(values, 'organisations'),
				note: textOf(values, 'note'),
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk/conflicts?done=1'));
	}
};
