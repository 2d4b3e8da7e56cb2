import { fail, isActionFailure, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { App } from '#core/app.ts';
import type { FieldError } from '#core/kernel/errors.ts';
import { readForm, refuse, textOf, wrong, type FormValues } from '#lib/forms.ts';
import { placeIn, refusedPlace, type PlaceState } from '#lib/places.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { verificationOf } from './verify.ts';
import type { Actions, PageServerLoad } from './$types';

type Verification = App['verification'];

/** Each action answers with its own part of this. */
export interface VerifyForm extends PlaceState {
	/** Account and place are known: what the form asks for there. */
	ready?: Awaited<ReturnType<Verification['form']>>;
	/** Whose name is compared; null for somebody who has no account yet. */
	account?: { login: string; name: string } | null;
	/** Nothing of what was typed comes back with it. */
	outcome?: Awaited<ReturnType<Verification['verify']>>;
	centreId?: string;
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { centres } = await orNotFound(locals.app.verification.desk(actor, undefined));
	return { centres, roles: actor.roles, key: locals.newKey() };
};

type Event = RequestEvent;

export const actions: Actions = {
	/** Finds account and place; nothing is verified yet. */
	begin: async (event) => step(event, await readForm(event.request)),
	/** Back to the first step, with everything as it was typed. */
	change: async (event) => {
		const values = await readForm(event.request);
		const { places } = await placeIn(event, values, { atDesk: true });
		return { values, places } satisfies VerifyForm;
	},
	/** The code of a card is shown in the answer itself: it never stands in an address. */
	verify: async (event) => {
		const { app, actor } = event.locals;
		const values = await readForm(event.request);
		const { areaId } = await placeIn(event, values, { atDesk: true });
		try {
			const outcome = await app.verification.verify(actor, verificationOf({ ...values, areaId }));
			return { outcome, centreId: textOf(values, 'centreId') } satisfies VerifyForm;
		} catch (refusal) {
			const refused = refuse(refusal, values);
			const next = await step(event, values);
			return isActionFailure(next) ? next : fail(refused.status, { ...next, ...refused.data });
		}
	}
};

/** What the next step needs, or what is still wrong with this one. */
async function step(
	event: Event,
	values: FormValues
): Promise<VerifyForm | ActionFailure<VerifyForm>> {
	const { place, places } = await placeIn(event, values, { atDesk: true });
	const errors: FieldError[] = [];
	const who = textOf(values, 'who');
	if (who !== 'known' && who !== 'new') errors.push({ path: 'who', code: 'required' });
	let account: VerifyForm['account'] = null;
	try {
		if (who === 'known') account = await accountOf(event, values);
	} catch (refusal) {
		const refused = refuse(refusal, values);
		if (refused.data.refusal !== 'invalid_input') return refusedPlace(refused, places);
		errors.push(...(refused.data.errors ?? []));
	}
	if (!place) errors.push({ path: 'areaId', code: 'required' });
	if (!place || errors.length > 0) return refusedPlace(wrong(errors, values), places);
	const { app, actor } = event.locals;
	const ready = await app.verification.form(actor, { areaId: place.id });
	// A language to begin with; the person says which.
	const language = textOf(values, 'language') || (ready.country === 'PL' ? 'pl' : 'uk');
	return { values: { ...values, areaId: place.id, language }, ready, account };
}

const accountOf = ({ locals: { app, actor } }: Event, values: FormValues) =>
	app.verification.account(actor, {
		login: textOf(values, 'login'),
		centreId: textOf(values, 'centreId')
	});
