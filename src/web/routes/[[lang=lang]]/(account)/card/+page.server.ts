import { redirect } from '@sveltejs/kit';
import { beginSession, goOn, keepToOneself, refuseGuess } from '#lib/access.ts';
import { carry, typedIn } from '#lib/carrying.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { wayBack } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => keepToOneself(event);

export const actions: Actions = {
	default: async (event) => {
		if (event.url.searchParams.has('carry')) return carry(event);
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const next = wayBack(event.url) ?? linksIn(lang)('/account');
		let signedIn;
		try {
			const opened = await app.accounts.openByCard(actor, {
				login: textOf(values, 'login'),
				code: textOf(values, 'code'),
				password: textOf(values, 'password'),
				address: event.getClientAddress()
			});
			if (!opened.secondFactorNeeded)
				signedIn = await beginSession(event, { id: opened.id, secondFactorAt: null });
		} catch (refusal) {
			const refused = refuseGuess(event, refusal, values);
			return Object.assign(refused, { data: { ...refused.data, typed: typedIn(values) } });
		}
		if (!signedIn)
			redirect(303, linksIn(lang)(`/sign-in?done=password&next=${encodeURIComponent(next)}`));
		return goOn(event, signedIn, next, values);
	}
};
