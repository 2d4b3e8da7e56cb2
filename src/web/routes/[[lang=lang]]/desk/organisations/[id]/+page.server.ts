import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isoDay } from '#messages/dates.ts';
import { keyOf, readForm, refuse, textOf, textsOf, type FormValues } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	return {
		organisation: await orNotFound(app.organisations.case(actor, { id })),
		/** Which of the two decisions was begun: a link, so that each form is asked for by itself. */
		act: url.searchParams.get('act'),
		about: url.searchParams.get('about'),
		today: isoDay(app.storage.now(), 'Europe/Kyiv'),
		key: newKey()
	};
};

type Decision = (values: FormValues, id: string) => Promise<unknown>;
type Event = RequestEvent<{ id: string }>;

/** Sends a decision; back to the list, which says what was done. */
async function settle({ locals, params, request }: Event, done: string, decide: Decision) {
	const values = await readForm(request);
	try {
		await decide(values, params.id);
	} catch (refusal) {
		return refuse(refusal, values);
	}
	redirect(303, linksIn(locals.lang)(`/desk/organisations?done=${done}`));
}

export const actions: Actions = {
	verify: async (event) => {
		const { app, actor } = event.locals;
		return settle(event, 'verified', (values, id) =>
			app.organisations.verify(actor, {
				id,
				kinds: textsOf(values, 'kinds'),
				on: textOf(values, 'on'),
				signedBy: textOf(values, 'signedBy'),
				key: keyOf(values)
			})
		);
	},
	refuse: async (event) => {
		const { app, actor } = event.locals;
		return settle(event, 'refused', (values, id) =>
			app.organisations.refuse(actor, { id, reason: textOf(values, 'reason'), key: keyOf(values) })
		);
	},
	end: async (event) => {
		const { app, actor } = event.locals;
		return settle(event, 'ended', (values, id) =>
			app.organisations.end(actor, { id, reason: textOf(values, 'reason'), key: keyOf(values) })
		);
	},
	remove: async (event) => {
		const { app, actor } = event.locals;
		return settle(event, 'removed', (values, id) =>
			app.organisations.removeRepresentative(actor, {
				id,
				accountId: textOf(values, 'accountId'),
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			})
		);
	}
};
