import { page } from '$app/state';
import type { FormState, FormValues } from './forms.ts';

type Given = FormState | null | undefined;

/** What a field shows: what was just refused, else what its author brought through sign-in. */
export function useTyped(form: Given, path: string): Given {
	if (form?.values) return form;
	const { typed } = page.data as { typed?: FormValues | null };
	return typed && Object.hasOwn(typed, path) ? { ...form, values: typed } : form;
}
