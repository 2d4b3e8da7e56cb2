import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import { beginSession, openMade } from '#lib/access.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { code }, getClientAddress }) => {
	const { app, actor, lang, newKey } = locals;
	// Kept in no cache.
	newKey();
	const signedIn = actor.kind === 'account' ? { name: actor.name } : null;
	if (await app.invitations.isTaken(actor, { code })) redirect(303, linksIn(lang)('/account'));
	try {
		const address = getClientAddress();
		return { invitation: await app.invitations.byCode(actor, { code, address }), signedIn };
	} catch (refusal) {
		// Used, withdrawn or over: the page says what to do.
		if (isRefusal(refusal) && refusal.code === 'code_not_valid')
			return { invitation: null, signedIn };
		throw refusal;
	}
};

export const actions: Actions = {
	/** With the account that is signed in; its sessions end, and the next one asks for the second factor. */
	accept: async ({ locals: { app, actor, lang }, params: { code }, getClientAddress }) => {
		const to = linksIn(lang);
		// Pressed twice: the first press has ended the session.
		if (actor.kind !== 'account')
			redirect(303, to(`/sign-in?next=${encodeURIComponent(to(`/invitation/${code}`))}`));
		try {
			await app.invitations.accept(actor, { code, address: getClientAddress() });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, to(`/sign-in?next=${encodeURIComponent(to('/account'))}`));
	},
	/** With a new one for the office. */
	create: async (event) => {
		const { app, actor, lang } = event.locals;
		const { code } = event.params;
		const values = await readForm(event.request);
		try {
			const { accountId } = await app.invitations.acceptAnew(actor, {
				code,
				address: event.getClientAddress(),
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				language: lang
			});
			await beginSession(event, { id: accountId, secondFactorAt: null });
		} catch (refusal) {
			const isUsed = isRefusal(refusal) && refusal.code === 'code_not_valid';
			if (!isUsed || !(await openMade(event, values))) return refuse(refusal, values);
		}
		const to = linksIn(lang);
		redirect(303, to(`/account/second-factor?next=${encodeURIComponent(to('/account'))}`));
	}
};
