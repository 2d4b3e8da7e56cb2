import { requireAgain } from '#lib/administration/again.ts';
import { printable } from '#lib/administration/printable.ts';
import { typedPerson } from '#lib/administration/typed.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	const { app, newKey } = locals;
	return {
		centres: await orNotFound(app.staff.own(actor, undefined)),
		mail: app.options.mail,
		ended: url.searchParams.has('ended'),
		key: newKey()
	};
};

export const actions: Actions = {
	invite: async (event) => {
		const { app, actor } = event.locals;
		const values = await readForm(event.request);
		const email = textOf(values, 'email').trim();
		try {
			const { code } = await app.staff.invite(actor, {
				centreId: textOf(values, 'centreId'),
				...typedPerson(values),
				key: keyOf(values)
			});
			if (code === null || email !== '') return { invited: true };
			return { printed: await printable(event, code) };
		} catch (refusal) {
			return refuse(refusal, values);
		}
	},
	withdraw: async ({ locals: { app, actor }, request }) => {
		const values = await readForm(request);
		try {
			await app.staff.withdrawInvitation(actor, { id: textOf(values, 'id'), key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		return { withdrawn: true };
	}
};
