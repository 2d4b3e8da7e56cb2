import { redirect } from '@sveltejs/kit';
import { typedAuthority } from '#lib/administration/typed.ts';
import { keyOf, readForm, refuse, versionOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { slug }, url }) => {
	const actor = requireSignIn(locals, url);
	const { authorities } = locals.app;
	const authority = await orNotFound(authorities.administered(actor, { slug }));
	const choices = await authorities.choices(actor, { areaId: authority.areaId });
	return { authority, ...choices, key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { slug }, request }) => {
		const values = await readForm(request);
		try {
			await app.authorities.revise(actor, {
				slug,
				...typedAuthority(values),
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/admin/authorities?done=${encodeURIComponent(slug)}`));
	}
};
