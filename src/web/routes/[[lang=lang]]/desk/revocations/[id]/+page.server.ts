import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import { revocationOutcomes } from '#core/verification/model.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, request, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, lang, newKey } = locals;
	const appeal = await orNotFound(app.verification.appealPage(actor, { id })).catch((refusal) => {
		if (!isRefusal(refusal) || refusal.code !== 'already_decided') throw refusal;
		// Whoever has written reasons meanwhile is shown them once more.
		if (request.method === 'POST') return null;
		redirect(303, linksIn(lang)('/desk/revocations?already=1'));
	});
	return { appeal, outcomes: revocationOutcomes, key: newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		try {
			await app.verification.decideAppeal(actor, {
				id,
				outcome: textOf(values, 'outcome'),
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk/revocations?done=1'));
	}
};
