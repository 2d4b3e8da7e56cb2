import type { FormState, FormValues } from '#lib/forms.ts';
import type { Contribution } from '#core/contributions/queries/rows.ts';
import { textOf } from '#lib/forms.ts';

/** One question on each screen; a remark on a paragraph is short, and asks all of them on one. */
export const steps = ['kind', 'words', 'name', 'check'] as const;
export type Step = (typeof steps)[number];

/** What each form action answers with. */
export interface Writing extends FormState {
	step?: Step;
	similar?: Contribution[];
}

/** Where to go on with what was brought through sign-in: nothing is asked twice. */
export function stepAfter(values: FormValues): Step {
	if (!textOf(values, 'text').trim()) return 'words';
	return textOf(values, 'display') ? 'check' : 'name';
}

/** Where a mistake can be mended. */
export function stepOf(errors: FormState['errors'], values: FormValues): Step {
	const paths = (errors ?? []).map(({ path }) => path);
	if (textOf(values, 'paragraphId')) return 'words';
	if (paths.includes('kind')) return 'kind';
	if (paths.includes('text') || !paths.some((path) => path === 'display')) return 'words';
	return 'name';
}
