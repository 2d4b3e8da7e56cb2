import { redirect } from '@sveltejs/kit';
import { typedCentre } from '#lib/administration/typed.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** First where it stands, then the rest. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { administration, areas } = locals.app;
	await orNotFound(administration.scopes(actor, undefined));
	const q = url.searchParams.get('q') ?? '';
	const areaId = url.searchParams.get('area') ?? '';
	return {
		q,
		areaId,
		found: q === '' ? [] : await areas.residences(actor, { q }),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		let slug;
		try {
			({ slug } = await app.centres.create(actor, {
				areaId: textOf(values, 'areaId'),
				...typedCentre(values),
				key: keyOf(values)
			}));
		} catch (refusal) {
			return refuse(refusal, values);
		}
		// Which places it serves is said next.
		redirect(303, linksIn(lang)(`/admin/centres/${slug}?new=1`));
	}
};
