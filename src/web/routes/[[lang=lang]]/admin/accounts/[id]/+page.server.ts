import { redirect } from '@sveltejs/kit';
import { requireAgain } from '#lib/administration/again.ts';
import { keyOf, readForm, refuse, textOf, wrong } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	return {
		account: await orNotFound(locals.app.administration.account(actor, { id })),
		done: url.searchParams.get('done'),
		key: locals.newKey()
	};
};

async function change(
	{ locals: { app, actor, lang }, params: { id }, request }: RequestEvent,
	act: 'suspend' | 'resume'
) {
	const values = await readForm(request);
	if (act === 'suspend' && textOf(values, 'sure') === '')
		return wrong([{ path: 'sure', code: 'not_confirmed' }], values);
	try {
		await app.administration[act](actor, {
			accountId: id,
			reason: textOf(values, 'reason'),
			key: keyOf(values)
		});
	} catch (refusal) {
		return refuse(refusal, values);
	}
	redirect(303, linksIn(lang)(`/admin/accounts/${id}?done=${act}`));
}

export const actions: Actions = {
	suspend: (event) => change(event, 'suspend'),
	resume: (event) => change(event, 'resume')
};
