import { error, redirect } from '@sveltejs/kit';
import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { keyOf, readForm, refuse, textOf, wrong, type FormValues } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { actNames, possibleActs, type Act } from '../acts.ts';
import { stoppedBy } from '../changes.ts';
import type { Actions, PageServerLoad } from './$types';

const knownAct = (name: string): Act =>
	actNames.find((one) => one === name) ?? error(404, { message: 'not_found' });

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
	requireSignIn(locals, url);
	const act = knownAct(params.act);
	const { consultation, role } = await parent();
	if (role !== 'official' && act !== 'suspend' && act !== 'resume')
		error(403, { message: 'not_allowed' });
	const { phase } = consultation;
	const possible = possibleActs({ phase, stoppedBy: stoppedBy(consultation) }, role);
	return { act, possible: possible.includes(act) };
};

function carryOut(
	{ consultations }: App,
	actor: Actor,
	act: Act,
	number: string,
	sent: FormValues
) {
	const change = { number, reason: textOf(sent, 'reason'), key: keyOf(sent) };
	switch (act) {
		case 'extend':
			return consultations.extend(actor, { ...change, closesOn: textOf(sent, 'closesOn') });
		case 'suspend':
			return consultations.suspend(actor, change);
		case 'resume':
			return consultations.resume(actor, change);
		case 'cancel':
			return consultations.cancel(actor, { ...change, document: textOf(sent, 'document') });
		case 'explain':
			return consultations.explainDelay(actor, change);
	}
}

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params, request }) => {
		const act = knownAct(params.act);
		const values = await readForm(request);
		if (act === 'cancel' && textOf(values, 'sure') === '')
			return wrong([{ path: 'sure', code: 'required' }], values);
		try {
			await carryOut(app, actor, act, params.number, values);
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/office/consultations/${params.number}/dates?done=${act}`));
	}
};
