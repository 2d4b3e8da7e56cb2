import { textOf, versionOf } from '#lib/forms.ts';
import { onOwn } from '../own.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: onOwn('corrected', ({ locals: { app, actor } }, { values, id, key }) =>
		app.contributions.correct(actor, {
			id,
			text: textOf(values, 'text'),
			version: versionOf(values),
			key
		})
	)
};
