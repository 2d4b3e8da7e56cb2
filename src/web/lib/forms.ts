import { error, fail, type ActionFailure } from '@sveltejs/kit';
import { isRefusal, refusals, type FieldError, type RefusalCode } from '#core/kernel/errors.ts';

export type FormValues = Record<string, string | string[]>;

/** What an action gives back to its page: what was wrong, and everything typed. */
export interface FormState {
	errors?: FieldError[];
	values?: FormValues;
	refusal?: RefusalCode;
}

/** What came with a request: the page that says that we failed gives it back. */
const received = new WeakMap<Request, FormValues>();
export const receivedWith = (request: Request): FormValues =>
	withoutSecrets(received.get(request) ?? {});

/** Names that a field of ours may have; others (`__proto__`, a path without end) are dropped. */
const fieldName = /^(?=.{1,80}$)[a-z][\w-]*(?:\.[a-z\d][\w-]*){0,3}$/i;

/** The fields of a form as it was sent; a name sent more than once becomes a list. Files are left out. */
export async function readForm(request: Request): Promise<FormValues> {
	const sent = await request.formData().catch(() => error(400, 'malformed'));
	const values: FormValues = {};
	// Each entry is looked at once: `getAll` for each name would take seconds for a form of many names.
	for (const [name, value] of sent) {
		if (typeof value !== 'string' || !fieldName.test(name)) continue;
		const before = Object.hasOwn(values, name) ? values[name] : undefined;
		if (before === undefined) values[name] = value;
		else if (typeof before === 'string') values[name] = [before, value];
		else before.push(value);
	}
	received.set(request, values);
	return values;
}

/** One text of what was sent: the first where there are several, '' where there is none. */
export function textOf(values: FormValues, name: string): string {
	return textsOf(values, name)[0] ?? '';
}

/** All texts sent under a name, such as the boxes that were ticked. */
export function textsOf(values: FormValues, name: string): string[] {
	const value = Object.hasOwn(values, name) ? values[name] : undefined;
	return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** The key under which a form is sent once, however often; undefined when it is none of ours. */
export function keyOf(values: FormValues): string | undefined {
	const key = textOf(values, 'key');
	return /^[0-9a-f-]{36}$/.test(key) ? key : undefined;
}

/** Of several forms on a page each has a key of its own, made from the page's: one that was sent ends no other. */
export const keyAt = (key: string, ...places: number[]): string => {
	const own = places.map((place) => place.toString(16).padStart(4, '0')).join('');
	return key.slice(0, -own.length) + own;
};

/** The version that a form was drawn from; 0, which nothing has, where it is none of ours. */
export function versionOf(values: FormValues): number {
	const version = Number(textOf(values, 'version'));
	return Number.isSafeInteger(version) ? version : 0;
}

/**
 * Turns a refusal of the application into the answer of a form action; any other error goes on. `fieldOf` names the
 * field of the form where the application calls it otherwise.
 */
export function refuse(
	refusal: unknown,
	values: FormValues,
	fieldOf: (path: string) => string = (path) => path
): ActionFailure<FormState> {
	if (!isRefusal(refusal)) throw refusal;
	const errors = refusal.details.errors ?? [];
	return wrong(
		errors.map((one) => ({ ...one, path: fieldOf(one.path) })),
		values,
		refusal.code
	);
}

/** The answer of a form action that found mistakes itself, before it asked the application. */
export function wrong(
	errors: FieldError[],
	values: FormValues,
	refusal: RefusalCode = 'invalid_input'
): ActionFailure<FormState> {
	return fail(refusals[refusal], { errors, values: withoutSecrets(values), refusal });
}

export function errorOf(form: FormState | null | undefined, path: string): FieldError | undefined {
	return form?.errors?.find((found) => found.path === path);
}

/** What a text field shows: what was typed, else what was there before. */
export function valueOf(form: FormState | null | undefined, path: string, before = ''): string {
	return form?.values ? textOf(form.values, path) : before;
}

/** What a group of boxes shows as ticked. */
export function valuesOf(
	form: FormState | null | undefined,
	path: string,
	before: readonly string[] = []
): readonly string[] {
	return form?.values ? textsOf(form.values, path) : before;
}

/** Texts that somebody wrote, out of all that was sent: neither what was chosen nor what goes along unseen. */
export const wordsIn = (values: FormValues): string[] =>
	Object.entries(values).flatMap(([name, value]) =>
		['key', 'account', 'q', 'place', 'typed', 'ticket', 'email', 'name'].includes(name) ||
		typeof value !== 'string'
			? []
			: /\S\s+\S/.test(value) && value.length > 11
				? [value]
				: []
	);

/** Refusals after which the form may be gone: then what was typed stands beside them. */
const final: readonly RefusalCode[] = [
	'consultation_not_open',
	'poll_closed',
	'not_now',
	'not_allowed',
	'not_eligible',
	'moderated',
	'withdrawn',
	'too_deep',
	'appeal_too_late',
	'received_too_late',
	'report_published',
	'already_announced',
	'already_appealed',
	'already_decided',
	'already_disputed',
	'already_flagged',
	'already_settled',
	'claimed_by_another',
	'conflict_of_interest'
];
export const isFinal = (form: FormState | null | undefined) =>
	form?.refusal !== undefined && final.includes(form.refusal);

/** The id of a field: error summaries link to it. */
export const fieldId = (path: string) => path.replaceAll('.', '-');

/** Passwords are never sent back, the present one included. */
export function withoutSecrets(values: FormValues): FormValues {
	return Object.fromEntries(
		Object.entries(values).filter(([name]) => !/password|totp|^present$/i.test(name))
	);
}
