import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const doneWith = ['password', 'passkey', 'second_factor', 'session'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const done = url.searchParams.get('done');
	return {
		security: await locals.app.accounts.security(actor, undefined),
		mail: locals.app.options.mail,
		done: doneWith.find((one) => one === done) ?? null
	};
};

export const actions: Actions = {
	/** Ends one of one's own sessions. */
	end: async ({ locals, request, url }) => {
		const actor = requireSignIn(locals, url);
		const id = textOf(await readForm(request), 'id');
		// It may have ended by itself, and then all is as it was wished.
		await locals.app.accounts.endSession(actor, { id }).catch((refusal: unknown) => {
			if (!isRefusal(refusal) || refusal.code !== 'not_found') throw refusal;
		});
		redirect(303, linksIn(locals.lang)('/account/security?done=session#sessions'));
	},
	endAll: async ({ locals, url, cookies }) => {
		const { app, lang } = locals;
		await app.accounts.endAllSessions(requireSignIn(locals, url), undefined);
		const blank = await app.sessions.end(undefined);
		cookies.set(blank.name, blank.value, { ...blank.attributes, path: '/' });
		redirect(303, linksIn(lang)('/sign-in?done=everywhere'));
	},
	removePasskey: async ({ locals, request, url }) => {
		const { app, lang } = locals;
		const id = textOf(await readForm(request), 'id');
		try {
			await app.accounts.removePasskey(requireSignIn(locals, url), { id });
		} catch (refusal) {
			if (isRefusal(refusal) && refusal.code === 'second_factor_needed') {
				const next = encodeURIComponent(linksIn(lang)('/account/security'));
				redirect(303, linksIn(lang)(`/account/second-factor?again=1&next=${next}`));
			}
			// It may be removed already, and then all is as it was wished.
			if (!isRefusal(refusal) || refusal.code !== 'not_found') throw refusal;
		}
		redirect(303, linksIn(lang)('/account/security?done=passkey'));
	}
};
