import { keepToOneself } from '#lib/access.ts';
import { orNotValid } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looking changes nothing: mail programs follow links before their owners do. */
export const load: PageServerLoad = async (event) => {
	keepToOneself(event);
	// After it was followed it opens nothing more.
	if (event.request.method === 'POST') return { link: null };
	const { app, actor } = event.locals;
	const link = { code: event.params.code, address: event.getClientAddress() };
	return { link: await orNotValid(app.accounts.readEmailChange(actor, link)) };
};

export const actions: Actions = {
	default: async (event) => {
		const { app, actor } = event.locals;
		const link = { code: event.params.code, address: event.getClientAddress() };
		return { done: await orNotValid(app.accounts.confirmEmail(actor, link)) };
	}
};
