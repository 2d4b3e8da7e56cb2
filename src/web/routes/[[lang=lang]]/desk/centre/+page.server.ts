import { redirect } from '@sveltejs/kit';
import { typedContact } from '#lib/administration/typed.ts';
import { keyOf, readForm, refuse, textOf, versionOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** Of several centres one is worked on at a time: the one in the address, else the first. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const centres = await orNotFound(locals.app.centres.own(actor, undefined));
	const wanted = url.searchParams.get('centre');
	return {
		centre: centres.find(({ slug }) => slug === wanted) ?? centres[0] ?? null,
		others: centres.map(({ slug, name }) => ({ slug, name })),
		done: url.searchParams.has('done'),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		const slug = textOf(values, 'slug');
		try {
			await app.centres.revise(actor, {
				slug,
				...typedContact(values),
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/desk/centre?centre=${encodeURIComponent(slug)}&done=1`));
	}
};
