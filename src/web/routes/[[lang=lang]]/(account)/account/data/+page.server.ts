import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const doneKinds = ['changed', 'given', 'withdrawn'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		settings: await locals.app.privacy.settings(actor, undefined),
		done: doneKinds.find((one) => one === url.searchParams.get('done')),
		key: locals.newKey()
	};
};

const onConsent =
	(act: 'giveConsent' | 'withdrawConsent', done: (typeof doneKinds)[number]) =>
	async ({ locals: { app, actor, lang }, request }: RequestEvent) => {
		const values = await readForm(request);
		try {
			await app.privacy[act](actor, { kind: textOf(values, 'kind'), key: keyOf(values) });
		} catch (refusal) {
			// Taken back in another tab already: then all is as it was wished.
			const isDone = act === 'withdrawConsent' && isRefusal(refusal) && refusal.code === 'not_found';
			if (!isDone) return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/account/data?done=${done}`));
	};

export const actions: Actions = {
	give: onConsent('giveConsent', 'given'),
	withdraw: onConsent('withdrawConsent', 'withdrawn')
};
