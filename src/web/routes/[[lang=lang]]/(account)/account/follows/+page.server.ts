import { redirect, type RequestEvent } from '@sveltejs/kit';
import { followKinds } from '#core/follows/model.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { follows } = locals.app;
	return {
		all: await follows.own(actor, undefined),
		places: await follows.placesToFollow(actor, undefined)
	};
};

const change =
	(how: 'start' | 'stop') =>
	async ({ locals, request, url }: RequestEvent) => {
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		const kind = followKinds.find((one) => one === textOf(values, 'kind')) ?? 'consultation';
		try {
			await app.follows[how](actor, { kind, of: textOf(values, 'of').slice(0, 80) });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(lang)('/account/follows'));
	};

export const actions: Actions = { start: change('start'), stop: change('stop') };
