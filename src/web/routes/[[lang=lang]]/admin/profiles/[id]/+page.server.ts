import { error, redirect } from '@sveltejs/kit';
import { profileNumberNames } from '#core/administration/model.ts';
import { requireAgain } from '#lib/administration/again.ts';
import { keyOf, readForm, refuse, textOf, versionOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	const { administration, consultations } = locals.app;
	await orNotFound(administration.scopes(actor, undefined));
	const profiles = await consultations.ruleProfiles(actor, undefined);
	const profile = profiles.find((one) => one.id === id) ?? error(404, { message: 'not_found' });
	return { profile, key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id }, request }) => {
		const values = await readForm(request);
		const numbers = Object.fromEntries(
			profileNumberNames.map((name) => [name, textOf(values, name)])
		);
		const version = versionOf(values);
		try {
			await app.administration.propose(actor, {
				change: { kind: 'revise_profile', profileId: id, version, numbers },
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/admin/proposals?done=made'));
	}
};
