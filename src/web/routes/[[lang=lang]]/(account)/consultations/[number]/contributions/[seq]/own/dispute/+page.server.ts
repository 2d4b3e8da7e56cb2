import { textOf } from '#lib/forms.ts';
import { onOwn } from '../own.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: onOwn('disputed', ({ locals: { app, actor } }, { values, id, key }) =>
		app.answers.dispute(actor, { contributionId: id, text: textOf(values, 'text'), key })
	)
};
