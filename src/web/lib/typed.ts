import { page } from '$app/state';
import type { FormState, FormValues } from './forms.ts';

type Given = FormState | null | undefined;

/** Everything that was just refused, else what its author brought through sign-in. */
export function useTypedValues(form: Given): FormValues | undefined {
	const { typed } = page.data as { typed?: FormValues | null };
	return form?.values ?? typed ?? undefined;
}

/** What a field shows: what was just refused, else what its author brought through sign-in. */
export function useTyped(form: Given, path: string): Given {
	if (form?.values) return form;
	const values = useTypedValues(form);
	return values && Object.hasOwn(values, path) ? { ...form, values } : form;
}
