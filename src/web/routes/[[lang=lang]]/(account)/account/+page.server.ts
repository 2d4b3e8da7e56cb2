import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { accounts, contributions, notices } = locals.app;
	return {
		own: await accounts.own(actor, undefined),
		written: await contributions.allOwn(actor, undefined),
		latest: (await notices.own(actor, { limit: 3 })).items,
		unread: await notices.unread(actor, undefined)
	};
};
