import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const done = ['published', 'saved', 'postponed', 'dropped'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { drafts, plans } = locals.app;
	const authorities = await orNotFound(drafts.authorities(actor, undefined));
	return {
		plans: await Promise.all(
			authorities.map(async (authority) => ({
				authority,
				plan: await plans.office(actor, { authority: authority.slug })
			}))
		),
		done: done.find((one) => one === url.searchParams.get('done')) ?? null,
		key: locals.newKey()
	};
};

export const actions: Actions = {
	publish: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		try {
			await app.plans.publish(actor, {
				authority: textOf(values, 'authority'),
				year: Number(textOf(values, 'year')) || 0,
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/office/plan?done=published'));
	}
};
