import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** What an action that led here has done. */
const outcomes = ['registered', 'left', 'invited', 'repeated', 'withdrawn'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { searchParams } = url;
	return {
		own: await locals.app.organisations.own(actor, undefined),
		done: outcomes.find((one) => searchParams.has(one)),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	/** Takes an invitation back that nobody has taken up; it can be made again. */
	withdraw: async ({ locals, request, url }) => {
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		try {
			await app.organisations.withdrawInvitation(actor, {
				organisationId: textOf(values, 'organisationId'),
				id: textOf(values, 'id'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(lang)('/account/organisations?withdrawn=1'));
	}
};
