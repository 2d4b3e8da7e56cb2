import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import { groundCodes } from '#core/moderation/model.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, request, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, lang, newKey } = locals;
	const appeal = await orNotFound(app.moderation.appealPage(actor, { id })).catch((refusal) => {
		if (!isRefusal(refusal) || refusal.code !== 'already_decided') throw refusal;
		// Whoever has written reasons meanwhile is shown them once more.
		if (request.method === 'POST') return null;
		redirect(303, linksIn(lang)('/desk/appeals?already=1'));
	});
	return { appeal, grounds: groundCodes, key: newKey(), passKey: newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		const key = textOf(values, 'key');
		try {
			await app.moderation.decideAppeal(actor, {
				id,
				outcome: textOf(values, 'outcome'),
				reason: textOf(values, 'reason'),
				ground: textOf(values, 'ground'),
				key: /^[0-9a-f-]{36}$/.test(key) ? key : undefined
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk/appeals?done=1'));
	}
};
