import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readForm, receivedWith, textOf, type FormValues } from './forms.ts';

/**
 * What was typed into a form goes through sign-in with whoever typed it: a browser brings it there once more
 * (307), the page of sign-in holds it in a field, and afterwards the browser brings it back to its own page, which only
 * shows it. Nothing of it is kept on the server.
 */
export const typedField = 'typed';

/** The form action that no page has: of a page asked for by it, only what was typed before is shown. */
const typedAction = '/typed';

export const bringsTyped = ({ searchParams }: URL) => searchParams.has(typedAction);

/** The address of a page with what was typed on it. */
export const withTyped = (place: string) =>
	`${place}${place.includes('?') ? '&' : '?'}${typedAction}`;

/** What a page of sign-in holds; undefined for no form of ours. */
export function readTyped(typed: string): FormValues | undefined {
	try {
		const values: unknown = JSON.parse(typed);
		if (typeof values !== 'object' || values === null || Array.isArray(values)) return undefined;
		return Object.fromEntries(Object.entries(values).filter(isField));
	} catch {
		return undefined;
	}
}

const isField = (entry: [string, unknown]): entry is [string, string | string[]] =>
	[entry[1]].flat().every((one) => typeof one === 'string');

/** What goes along with a button alone, such as "I agree". */
const unseen = ['id', 'seq', 'agree', 'key', 'version'];

/** The answer of sign-in to a form that was meant for another page. */
export async function carry({ request }: Pick<RequestEvent, 'request'>) {
	// Whoever comes from a page that was itself brought back has it in that field already.
	const before = textOf(await readForm(request), typedField);
	if (readTyped(before)) return fail(401, { typed: before });
	const values = receivedWith(request);
	const isTyped = Object.keys(values).some((name) => !unseen.includes(name));
	return fail(401, { typed: isTyped ? JSON.stringify(values) : undefined });
}

/** Goes on to a page, with what was typed there if something was. */
export function goOnWith(values: FormValues, place: string): never {
	if (readTyped(textOf(values, typedField))) redirect(307, withTyped(place));
	redirect(303, place);
}
