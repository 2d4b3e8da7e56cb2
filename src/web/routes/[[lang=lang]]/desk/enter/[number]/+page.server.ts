import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { Area } from '#core/areas/queries.ts';
import { contributionKinds, displays } from '#core/contributions/model.ts';
import { may } from '#core/permissions/policy.ts';
import { placeField } from '#lib/fields.ts';
import { readForm, refuse, textOf, type FormState, type FormValues } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { isoDay } from '#messages/dates.ts';
import { entryOf } from './entry.ts';
import type { Actions, PageServerLoad } from './$types';

/** Each action answers with its own part of this. */
export interface EnterForm extends FormState {
	/** Places by the name that was typed, to choose one from. */
	places?: Area[];
	/** Checked, and shown once more before it is entered. */
	ready?: boolean;
	entered?: { number: string; code: string; receivedOn: string };
}

export const load: PageServerLoad = async ({ locals, params: { number }, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const { authority, hostCentre, profile } = consultation;
	if (!may('contribution.enter', actor, { centreId: hostCentre.id }))
		error(403, { message: 'not_allowed' });
	const intakes = await app.contributions.intakes(actor, undefined);
	const today = isoDay(app.storage.now(), authority.timeZone);
	const received = url.searchParams.get('received') ?? '';
	return {
		number,
		title: consultation.title,
		original: authority.language,
		timeZone: authority.timeZone,
		reportDueAt: consultation.reportDueAt,
		phase: consultation.phase,
		opensOn: consultation.opensOn,
		closesOn: consultation.closesOn,
		lateIntakeUntil: consultation.lateIntakeUntil,
		taking: intakes.some((one) => one.number === number),
		lastDay: today < consultation.closesOn ? today : consultation.closesOn,
		paragraphs: consultation.paragraphs.map(({ id, number, text }) => ({ id, number, text })),
		kinds: contributionKinds,
		displays: displays.filter((one) => profile.displayChoices.includes(one)),
		namelessAllowed: profile.anonymous !== 'reject',
		centre: { name: hostCentre.name, phone: hostCentre.phone },
		/** What the one before had, where several come from one pile. */
		before: {
			channel: url.searchParams.get('channel') ?? 'paper',
			receivedOn: /^\d{4}-\d\d-\d\d$/.test(received) ? received : ''
		},
		key: newKey()
	};
};

type Event = RequestEvent<{ number: string }>;

const placesNamed = ({ locals: { app, actor } }: Event, values: FormValues) =>
	app.areas.residences(actor, { q: textOf(values, 'place') });

async function refuseEntry(event: Event, refusal: unknown, values: FormValues) {
	const places = await placesNamed(event, values);
	const refused = refuse(refusal, values, placeField(places));
	const data: EnterForm = { ...refused.data, places };
	return fail(refused.status, data);
}

export const actions: Actions = {
	/** Places with that name, to choose one from; nothing is entered yet. */
	find: async (event) => {
		const values = await readForm(event.request);
		return { values, places: await placesNamed(event, values) };
	},
	/** Shows what would be entered. */
	check: async (event) => {
		const { locals, params, request } = event;
		const values = await readForm(request);
		try {
			await locals.app.contributions.checkEntry(locals.actor, entryOf(values, params.number));
		} catch (refusal) {
			return refuseEntry(event, refusal, values);
		}
		return { values, places: await placesNamed(event, values), ready: true };
	},
	/** Back to the form, with everything as it was typed. */
	change: async (event) => {
		const values = await readForm(event.request);
		return { values, places: await placesNamed(event, values) };
	},
	/** Number and code are shown in the answer itself: a code never stands in an address. */
	send: async (event) => {
		const { locals, params, request } = event;
		const values = await readForm(request);
		const key = textOf(values, 'key');
		if (!/^[0-9a-f-]{36}$/.test(key)) return fail(400, { values });
		try {
			const entry = entryOf(values, params.number);
			const { receipt } = await locals.app.contributions.enter(locals.actor, { ...entry, key });
			return { values, entered: { ...receipt, receivedOn: entry.receivedOn } };
		} catch (refusal) {
			return refuseEntry(event, refusal, values);
		}
	}
};
