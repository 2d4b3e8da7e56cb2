import { error } from '@sveltejs/kit';
import { requireAgain } from '#lib/administration/again.ts';
import { printable } from '#lib/administration/printable.ts';
import { refuse } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	const all = await orNotFound(locals.app.administration.invitations(actor, undefined));
	const invitation = all.find((one) => one.id === id && one.state === 'waiting');
	if (!invitation || invitation.role === 'representative') error(404, { message: 'not_found' });
	return { invitation };
};

export const actions: Actions = {
	/** Another code on paper; the one before ends. */
	default: async (event) => {
		const { app, actor } = event.locals;
		try {
			const { code } = await app.administration.printInvitation(actor, { id: event.params.id });
			return { printed: await printable(event, code) };
		} catch (refusal) {
			return refuse(refusal, {});
		}
	}
};
