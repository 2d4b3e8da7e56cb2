import { error, redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const done = { postpone: 'postponed', drop: 'dropped' } as const;

const knownAct = (name: string): keyof typeof done =>
	name === 'postpone' || name === 'drop' ? name : error(404, { message: 'not_found' });

export const load: PageServerLoad = async ({ locals, params: { id, act }, url }) => {
	const actor = requireSignIn(locals, url);
	return {
		act: knownAct(act),
		page: await orNotFound(locals.app.plans.planned(actor, { id })),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id, act: name }, request }) => {
		const act = knownAct(name);
		const values = await readForm(request);
		const version = Number(textOf(values, 'version')) || 0;
		const change = { id, version, reason: textOf(values, 'reason'), key: keyOf(values) };
		try {
			if (act === 'drop') await app.plans.drop(actor, change);
			else await app.plans.postpone(actor, { ...change, quarter: textOf(values, 'quarter') });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/office/plan?done=${done[act]}`));
	}
};
