import { onOwn } from '../own.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: onOwn('withdrawn', ({ locals: { app, actor } }, { id, key }) =>
		app.contributions.withdraw(actor, { id, key })
	)
};
