import { error, redirect } from '@sveltejs/kit';
import { requireAgain } from '#lib/administration/again.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const meant = ({ searchParams }: URL) => ({
	accountId: searchParams.get('account') ?? '',
	role: searchParams.get('role') ?? '',
	scopeId: searchParams.get('where') ?? ''
});

export const load: PageServerLoad = async ({ locals, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	const { accountId, role, scopeId } = meant(url);
	const account = await orNotFound(locals.app.administration.account(actor, { id: accountId }));
	const held = account.roles.find((one) => one.role === role && one.scopeId === scopeId);
	if (!held) error(404, { message: 'not_found' });
	return { account, held, key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request, url }) => {
		const values = await readForm(request);
		try {
			await app.administration.propose(actor, {
				change: { kind: 'end_role', ...meant(url) },
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/admin/proposals?done=made'));
	}
};
