import { refuseGuess } from '#lib/access.ts';
import { keyOf, readForm, textOf } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { app, actor } = locals;
	return {
		/** From where somebody comes who pressed the link in the foot of a page. */
		page: url.searchParams.get('page')?.slice(0, 300) ?? '',
		mail: app.options.mail,
		own: actor.kind === 'account' ? await app.accessibility.own(actor, undefined) : [],
		now: app.storage.now(),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	/** The code stands in the answer alone: in no address, no log and no history. */
	default: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		try {
			const sent = await app.accessibility.ask(actor, {
				page: textOf(values, 'page'),
				what: textOf(values, 'what'),
				wish: textOf(values, 'wish'),
				way: textOf(values, 'way') || 'code',
				email: textOf(values, 'email'),
				trap: textOf(values, 'website'),
				language: lang,
				address: event.getClientAddress(),
				key: keyOf(values)
			});
			return { sent };
		} catch (refusal) {
			return refuseGuess(event, refusal, values);
		}
	}
};
