import { redirect } from '@sveltejs/kit';
import { beginSession, goOn, keepToOneself, refuseGuess } from '#lib/access.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { orNotValid } from '#lib/server-load.ts';
import { sendOn, wordsOf } from '#lib/waiting.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	keepToOneself(event);
	const { app, actor } = event.locals;
	const address = event.getClientAddress();
	const link = await orNotValid(
		app.accounts.readRecovery(actor, { code: event.params.code, address })
	);
	return { link, words: link?.waits ? await wordsOf(event, link.waits) : null };
};

export const actions: Actions = {
	/** In, with the password as it is, and what waited is sent. */
	enter: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const { totp: _, ...waits } = values;
		try {
			const signedIn = await app.accounts.signInByLetter(actor, {
				code: event.params.code,
				totp: textOf(values, 'totp'),
				address: event.getClientAddress()
			});
			await beginSession(event, signedIn);
		} catch (refusal) {
			return refuseGuess(event, refusal, values);
		}
		sendOn(waits, linksIn(lang)('/account'));
	},
	password: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		let signedIn;
		try {
			const opened = await app.accounts.recover(actor, {
				code: event.params.code,
				address: event.getClientAddress(),
				password: textOf(values, 'password')
			});
			if (!opened.secondFactorNeeded)
				signedIn = await beginSession(event, { id: opened.id, secondFactorAt: null });
		} catch (refusal) {
			return refuseGuess(event, refusal, values);
		}
		if (!signedIn) redirect(303, linksIn(lang)('/sign-in?done=password'));
		goOn(event, signedIn, linksIn(lang)('/account/security?done=password'));
	}
};
