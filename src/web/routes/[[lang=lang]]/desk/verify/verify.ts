import type { App } from '#core/app.ts';
import { keyOf, textOf, textsOf, type FormValues } from '#lib/forms.ts';

type Verify = Parameters<App['verification']['verify']>[1];

/** What a consultant ticked and typed, as the command takes it. */
export const verificationOf = (values: FormValues): Verify => ({
	centreId: textOf(values, 'centreId'),
	login: textOf(values, 'who') === 'new' ? '' : textOf(values, 'login'),
	name: textOf(values, 'name'),
	language: textOf(values, 'language'),
	areaId: textOf(values, 'areaId'),
	evidence: textOf(values, 'evidence'),
	witnesses: textsOf(values, 'witnesses'),
	adult: textOf(values, 'adult'),
	surname: textOf(values, 'surname'),
	firstName: textOf(values, 'firstName'),
	patronymic: textOf(values, 'patronymic'),
	birthDate: textOf(values, 'birthDate'),
	rnokpp: textOf(values, 'rnokpp'),
	rnokppConsent: textOf(values, 'rnokppConsent') === 'yes',
	signed: textOf(values, 'signed') === 'yes',
	key: keyOf(values)
});

/** The fields of the first step; the others go along unseen when somebody comes back to it. */
export const firstStep = ['key', 'who', 'login', 'place', 'areaId', 'centreId'];

/** What was typed elsewhere, by the names under which it is sent again. */
export function carried(values: FormValues | undefined, without: readonly string[]) {
	return Object.entries(values ?? {}).flatMap(([name]) =>
		without.includes(name) ? [] : textsOf(values!, name).map((value) => ({ name, value }))
	);
}
