import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Waiting } from '#core/accounts/waiting.ts';
import { readForm, receivedWith, textOf, type FormValues } from './forms.ts';

/**
 * What was typed into a form goes through sign-in with whoever typed it: a browser brings it there once more
 * (307), the page of sign-in holds it in a field, and afterwards a form of its own brings it back to its page, which only
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
const unseen = ['id', 'seq', 'agree', 'follow', 'key', 'version'];

/** Buttons alone that whoever has signed in is offered once more, by the names of their form actions. */
const presses = ['support', 'follow'] as const;
export type Press = (typeof presses)[number];
const pressField = 'pressed';

/** The button that somebody pressed before they signed in; undefined for a form. */
export const pressedIn = (values: FormValues): Press | undefined =>
	presses.find((one) => one === textOf(values, pressField));

/** The answer of sign-in to a form that was meant for another page; `carry` in its address names the form action. */
export async function carry({ request, url }: Pick<RequestEvent, 'request' | 'url'>) {
	// Whoever comes from a page that was itself brought back has it in that field already.
	const before = textOf(await readForm(request), typedField);
	if (readTyped(before)) return fail(401, { typed: before });
	const values = receivedWith(request);
	if (Object.keys(values).some((name) => !unseen.includes(name)))
		return fail(401, { typed: JSON.stringify(values) });
	const pressed = pressedIn({ [pressField]: url.searchParams.get('carry') ?? '' });
	return fail(401, { typed: pressed && JSON.stringify({ ...values, [pressField]: pressed }) });
}

/** What waits for the link of a letter: a page, with what was typed on it before. */
export function carried(next: string | undefined, typed: string | undefined): Waiting | undefined {
	if (next === undefined) return undefined;
	if (!typed || !readTyped(typed)) return { next, typed: {} };
	return { next: withTyped(next), typed: { [typedField]: typed } };
}

/** What was typed before somebody signed in, as the form of sign-in brought it along. */
export const typedIn = (values: FormValues): string | undefined => {
	const typed = textOf(values, typedField);
	return readTyped(typed) ? typed : undefined;
};

/** A form that brings what was typed back to its page: `GoOn.svelte` shows it, and sends it where a script runs. */
export interface GoingOn {
	action: string;
	typed: string;
}
