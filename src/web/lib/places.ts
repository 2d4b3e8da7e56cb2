import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import { hromadaCookie } from '#core/areas/model.ts';
import type { Area } from '#core/areas/queries.ts';
import type { FieldError } from '#core/kernel/errors.ts';
import { textOf, type FormState, type FormValues } from './forms.ts';

/** What `PlaceChoice` shows after a form was sent. */
export interface PlaceState extends FormState {
	/** Among which the reader chooses; nothing where the name alone tells. */
	places?: Area[];
}

interface PlaceFound {
	place: Area | null;
	/** Its id; '' where it is not known yet. */
	areaId: string;
	places: Area[];
}

/**
 * The place that was typed into `PlaceChoice`: the one that was chosen, as long as the name beside it may mean it, else
 * the one that has that name. At a desk it is the place of somebody else: what the device remembers says nothing of it,
 * and a part of a name will do, because the next page shows the place to compare.
 */
export async function placeIn(
	{ locals: { app, actor }, cookies }: RequestEvent,
	values: FormValues,
	{ atDesk = false } = {}
): Promise<PlaceFound> {
	const words = textOf(values, 'place');
	const hromada = atDesk ? undefined : cookies.get(hromadaCookie);
	const found = await app.areas.residence(actor, { words, hromada, part: atDesk });
	const chosen = found.places.find(({ id }) => id === textOf(values, 'areaId'));
	const place = chosen ?? found.place;
	const isPlain = place !== null && place.id === found.place?.id;
	return { place, areaId: place?.id ?? '', places: isPlain ? [] : found.places };
}

/** What was refused, as the form has its fields: of a place it has the name, and the choice where there is one. */
export function refusedPlace<State extends FormState>(
	refused: ActionFailure<State>,
	places: Area[]
): ActionFailure<State & PlaceState> {
	const { errors, values = {} } = refused.data;
	const told = errors?.map((one) => (one.path === 'areaId' ? unclear(values, places) : one));
	return Object.assign(refused, {
		data: { ...refused.data, places, ...(told && { errors: told }) }
	});
}

function unclear(values: FormValues, places: readonly Area[]): FieldError {
	if (places.length > 0) return { path: 'areaId', code: 'choose_place' };
	const isEmpty = textOf(values, 'place').trim() === '';
	return { path: 'place', code: isEmpty ? 'required' : 'unknown_place' };
}
