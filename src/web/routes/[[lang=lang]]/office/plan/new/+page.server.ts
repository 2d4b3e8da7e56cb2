import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { typedPlanned } from '../typed.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which authority; officials of one alone need not say. */
const authorityIn = (url: URL) => url.searchParams.get('authority');

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { drafts, plans } = locals.app;
	const [own] = await orNotFound(drafts.authorities(actor, undefined));
	const authority = authorityIn(url) ?? own?.slug ?? '';
	return { choices: await orNotFound(plans.choices(actor, { authority })), key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request, url }) => {
		const values = await readForm(request);
		try {
			const authority = authorityIn(url) ?? '';
			await app.plans.add(actor, { authority, ...typedPlanned(values), key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/office/plan?done=saved'));
	}
};
