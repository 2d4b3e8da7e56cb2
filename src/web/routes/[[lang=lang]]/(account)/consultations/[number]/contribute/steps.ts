import type { FormState, FormValues } from '#lib/forms.ts';
import type { WhoState } from '#lib/identify.ts';
import type { Contribution } from '#core/contributions/queries/rows.ts';
import { textOf } from '#lib/forms.ts';

/** The kind is asked only of whoever came by a link that names none; who one is comes last, with the check. */
export const steps = ['kind', 'words', 'check'] as const;
export type Step = (typeof steps)[number];

/** What each form action answers with. */
export interface Writing extends WhoState {
	step?: Step;
	similar?: Contribution[];
}

/** Where to go on with what was brought through sign-in: nothing is asked twice. */
export const stepAfter = (values: FormValues): Step =>
	textOf(values, 'text').trim() ? 'check' : 'words';

/** Where a mistake can be mended. */
export function stepOf(errors: FormState['errors']): Step {
	const paths = (errors ?? []).map(({ path }) => path);
	if (paths.includes('text')) return 'words';
	return paths.includes('kind') ? 'kind' : 'check';
}
