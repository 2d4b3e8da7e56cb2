import { redirect } from '@sveltejs/kit';
import { requireAgain } from '#lib/administration/again.ts';
import { printable } from '#lib/administration/printable.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	return {
		proposal: await orNotFound(locals.app.administration.proposal(actor, { id })),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { app, actor, lang } = event.locals;
		const { id } = event.params;
		const values = await readForm(event.request);
		try {
			const { invitation } = await app.administration.decide(actor, {
				id,
				outcome: textOf(values, 'outcome'),
				remark: textOf(values, 'remark'),
				key: keyOf(values)
			});
			const { change } = await app.administration.proposal(actor, { id });
			if (invitation && change.kind === 'invite' && change.email === null)
				return { printed: await printable(event, invitation.code) };
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/admin/proposals?done=decided'));
	}
};
