import { redirect } from '@sveltejs/kit';
import { roleNames } from '#core/kernel/actor.ts';
import { requireAgain } from '#lib/administration/again.ts';
import { printable } from '#lib/administration/printable.ts';
import { typedPerson } from '#lib/administration/typed.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const whereOf = (role: string) => (role === 'official' ? 'authorityId' : 'centreId');

export const load: PageServerLoad = async ({ locals, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	const { app, newKey } = locals;
	const scopes = await orNotFound(app.administration.scopes(actor, undefined));
	const { items } = await app.administration.roles(actor, { role: 'admin', limit: 2 });
	const wanted = url.searchParams.get('role') ?? '';
	return {
		scopes,
		role: roleNames.find((one) => one === wanted) ?? '',
		alone: items.length === 1,
		mail: app.options.mail,
		key: newKey()
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const role = textOf(values, 'role');
		const scopeId = textOf(values, whereOf(role));
		let invitation;
		try {
			({ invitation } = await app.administration.propose(actor, {
				change: { kind: 'invite', role, scopeId, ...typedPerson(values) },
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			}));
			// Alone, the one administrator has invited the second.
			if (invitation && textOf(values, 'email') === '')
				return { printed: await printable(event, invitation.code) };
		} catch (refusal) {
			return refuse(refusal, values, (path) => (path === 'scopeId' ? whereOf(role) : path));
		}
		redirect(303, linksIn(lang)(invitation ? '/admin/invitations' : '/admin/proposals?done=made'));
	}
};
