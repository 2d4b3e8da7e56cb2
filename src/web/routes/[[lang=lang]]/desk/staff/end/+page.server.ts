import { error, redirect } from '@sveltejs/kit';
import { requireAgain } from '#lib/administration/again.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const meant = ({ searchParams }: URL) => ({
	accountId: searchParams.get('account') ?? '',
	centreId: searchParams.get('centre') ?? ''
});

export const load: PageServerLoad = async ({ locals, request, url }) => {
	const actor = requireAgain({ locals, request, url });
	const { accountId, centreId } = meant(url);
	const centres = await orNotFound(locals.app.staff.own(actor, undefined));
	const centre = centres.find(({ id }) => id === centreId);
	const member = centre?.members.find(
		(one) => one.accountId === accountId && one.role === 'consultant'
	);
	if (!centre || !member) error(404, { message: 'not_found' });
	return { member, centre: centre.name, key: locals.newKey() };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request, url }) => {
		const values = await readForm(request);
		try {
			await app.staff.end(actor, {
				...meant(url),
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/desk/staff?ended=1'));
	}
};
