import { fail, type RequestEvent } from '@sveltejs/kit';
import type { App } from '#core/app.ts';
import type { Area } from '#core/areas/queries.ts';
import type { FieldError } from '#core/kernel/errors.ts';
import { readForm, refuse, textOf, wrong, type FormState, type FormValues } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { verificationOf } from './verify.ts';
import type { Actions, PageServerLoad } from './$types';

type Verification = App['verification'];

/** Each action answers with its own part of this. */
export interface VerifyForm extends FormState {
	/** Places by the name that was typed, to choose one from. */
	places?: Area[];
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
	begin: async (event) => {
		const values = await readForm(event.request);
		const next = await step(event, values);
		const { status } = next;
		return status === undefined ? next.state : fail(status, next.state);
	},
	/** Back to the first step, with everything as it was typed. */
	change: async (event) => {
		const values = await readForm(event.request);
		return { values, places: await placesNamed(event, values) } satisfies VerifyForm;
	},
	/** The code of a card is shown in the answer itself: it never stands in an address. */
	verify: async (event) => {
		const { app, actor } = event.locals;
		const values = await readForm(event.request);
		try {
			const outcome = await app.verification.verify(actor, verificationOf(values));
			return { outcome, centreId: textOf(values, 'centreId') } satisfies VerifyForm;
		} catch (refusal) {
			const refused = refuse(refusal, values);
			const { state } = await step(event, values);
			return fail(refused.status, { ...state, ...refused.data });
		}
	}
};

const placesNamed = ({ locals: { app, actor } }: Event, values: FormValues) =>
	app.areas.residences(actor, { q: textOf(values, 'place') });

/** What the next step needs, or with which status what is still wrong with this one. */
async function step(
	event: Event,
	values: FormValues
): Promise<{ state: VerifyForm; status?: number }> {
	const places = await placesNamed(event, values);
	const errors: FieldError[] = [];
	const who = textOf(values, 'who');
	if (who !== 'known' && who !== 'new') errors.push({ path: 'who', code: 'required' });
	if (textOf(values, 'place') === '') errors.push({ path: 'place', code: 'required' });
	let account: VerifyForm['account'] = null;
	try {
		if (who === 'known') account = await accountOf(event, values);
	} catch (refusal) {
		const { status, data } = refuse(refusal, values);
		if (data.refusal !== 'invalid_input') return { state: { ...data, places }, status };
		errors.push(...(data.errors ?? []));
	}
	if (errors.length > 0) {
		const { status, data } = wrong(errors, values);
		return { state: { ...data, places }, status };
	}
	const chosen = places.find(({ id }) => id === textOf(values, 'areaId'));
	const place = chosen ?? (places.length === 1 ? places[0] : undefined);
	if (!place) return { state: { values, places } };
	const { app, actor } = event.locals;
	const ready = await app.verification.form(actor, { areaId: place.id });
	// A language to begin with; the person says which.
	const language = textOf(values, 'language') || (ready.country === 'PL' ? 'pl' : 'uk');
	const known = { ...values, areaId: place.id, language };
	return { state: { values: known, places, ready, account } };
}

const accountOf = ({ locals: { app, actor } }: Event, values: FormValues) =>
	app.verification.account(actor, {
		login: textOf(values, 'login'),
		centreId: textOf(values, 'centreId')
	});
