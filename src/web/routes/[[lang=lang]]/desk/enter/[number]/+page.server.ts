import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { Area } from '#core/areas/queries.ts';
import { contributionKinds, displays } from '#core/contributions/model.ts';
import { may } from '#core/permissions/policy.ts';
import { keyOf, readForm, refuse } from '#lib/forms.ts';
import { placeIn, refusedPlace, type PlaceState } from '#lib/places.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { isoDay } from '#messages/dates.ts';
import { entryOf } from './entry.ts';
import type { Actions, PageServerLoad } from './$types';

/** Each action answers with its own part of this. */
export interface EnterForm extends PlaceState {
	/** Checked, and shown once more before it is entered. */
	ready?: boolean;
	place?: Area | null;
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

/** What was typed, with the place that it means. */
async function entryIn(event: Event) {
	const values = await readForm(event.request);
	const { areaId, place, places } = await placeIn(event, values, { atDesk: true });
	const typed = place ? { ...values, areaId } : values;
	return {
		values: typed,
		place,
		places,
		entry: entryOf({ ...values, areaId }, event.params.number)
	};
}

export const actions: Actions = {
	/** Shows what would be entered. */
	check: async (event) => {
		const { app, actor } = event.locals;
		const { values, place, places, entry } = await entryIn(event);
		try {
			await app.contributions.checkEntry(actor, entry);
		} catch (refusal) {
			return refusedPlace<EnterForm>(refuse(refusal, values), places);
		}
		return { values, place, ready: true };
	},
	/** Back to the form, with everything as it was typed. */
	change: async (event) => {
		const { values, places } = await entryIn(event);
		return { values, places };
	},
	/** Number and code are shown in the answer itself: a code never stands in an address. */
	send: async (event) => {
		const { app, actor } = event.locals;
		const { values, places, entry } = await entryIn(event);
		const key = keyOf(values);
		if (!key) return fail(400, { values });
		try {
			const { receipt } = await app.contributions.enter(actor, { ...entry, key });
			return { values, entered: { ...receipt, receivedOn: entry.receivedOn } };
		} catch (refusal) {
			return refusedPlace<EnterForm>(refuse(refusal, values), places);
		}
	}
};
