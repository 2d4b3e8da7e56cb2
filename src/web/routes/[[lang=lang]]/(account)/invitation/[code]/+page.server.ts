import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { code }, getClientAddress }) => {
	const { app, actor, newKey } = locals;
	// Kept in no cache.
	newKey();
	const signedIn = actor.kind === 'account' ? { name: actor.name } : null;
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
		try {
			await app.invitations.accept(actor, { code, address: getClientAddress() });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		const to = linksIn(lang);
		redirect(303, to(`/sign-in?next=${encodeURIComponent(to('/account'))}`));
	},
	/** With a new one for the office. */
	create: async ({ locals, params: { code }, request, cookies, getClientAddress }) => {
		const { app, actor, lang } = locals;
		const values = await readForm(request);
		try {
			const { accountId } = await app.invitations.acceptAnew(actor, {
				code,
				address: getClientAddress(),
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				language: lang
			});
			const userAgent = request.headers.get('user-agent') ?? undefined;
			const cookie = await app.sessions.start(accountId, { userAgent });
			cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		const to = linksIn(lang);
		redirect(303, to(`/account/second-factor?next=${encodeURIComponent(to('/account'))}`));
	}
};
