import { redirect } from '@sveltejs/kit';
import { groundCodes } from '#core/moderation/model.ts';
import { mayTry } from '#core/permissions/policy.ts';
import { readForm, refuse, textOf, versionOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const item = await orNotFound(locals.app.moderation.item(actor, { id }));
	return {
		id,
		item,
		grounds: groundCodes,
		mayReadContact: mayTry('contact.read', actor),
		key: locals.newKey(),
		passKey: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		const key = textOf(values, 'key');
		try {
			await app.moderation.decide(actor, {
				id,
				version: versionOf(values),
				action: textOf(values, 'action'),
				ground: textOf(values, 'ground'),
				reason: textOf(values, 'reason'),
				fragment: textOf(values, 'fragment'),
				lawArticle: textOf(values, 'lawArticle'),
				key: /^[0-9a-f-]{36}$/.test(key) ? key : undefined
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk?done=1'));
	}
};
