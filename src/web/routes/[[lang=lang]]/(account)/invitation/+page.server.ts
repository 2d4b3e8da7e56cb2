import { redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf, wrong } from '#lib/forms.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	/** A code as it was printed, however it was typed. */
	default: async ({ locals: { app, actor, lang }, request, getClientAddress }) => {
		const values = await readForm(request);
		const code = textOf(values, 'code').trim();
		if (code === '') return wrong([{ path: 'code', code: 'required' }], values);
		try {
			await app.invitations.byCode(actor, { code, address: getClientAddress() });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/invitation/${encodeURIComponent(code)}`));
	}
};
