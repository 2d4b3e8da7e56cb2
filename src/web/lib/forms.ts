import { error, fail, type ActionFailure } from '@sveltejs/kit';
import { isRefusal, refusals, type FieldError, type RefusalCode } from '#core/kernel/errors.ts';

export type FormValues = Record<string, string | string[]>;

/** What an action gives back to its page: what was wrong, and everything typed. */
export interface FormState {
	errors?: FieldError[];
	values?: FormValues;
	refusal?: RefusalCode;
}

/** Names that a field of ours may have; others (`__proto__`) are not ours and are dropped. */
const fieldName = /^[a-z][\w.-]*$/i;

/** The fields of a form as it was sent; a name sent more than once becomes a list. Files are left out. */
export async function readForm(request: Request): Promise<FormValues> {
	const sent = await request.formData().catch(() => error(400, 'malformed'));
	const values: FormValues = {};
	for (const name of new Set(sent.keys())) {
		if (!fieldName.test(name)) continue;
		const texts = sent.getAll(name).filter((value) => typeof value === 'string');
		if (texts.length > 0) values[name] = texts.length === 1 ? texts[0]! : texts;
	}
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

/** Turns a refusal of the application into the answer of a form action; any other error goes on. */
export function refuse(refusal: unknown, values: FormValues): ActionFailure<FormState> {
	if (!isRefusal(refusal)) throw refusal;
	return wrong(refusal.details.errors ?? [], values, refusal.code);
}

/** The answer of a form action that found mistakes itself, before it asked the application. */
function wrong(
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

/** The id of a field: error summaries link to it. */
export const fieldId = (path: string) => path.replaceAll('.', '-');

/** Passwords are never sent back. */
function withoutSecrets(values: FormValues): FormValues {
	return Object.fromEntries(
		Object.entries(values).filter(([name]) => !/password|totp/i.test(name))
	);
}
