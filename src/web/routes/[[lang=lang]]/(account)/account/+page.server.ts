import { ownFilters } from '#core/contributions/model.ts';
import { requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { accounts, contributions, notices, storage } = locals.app;
	const asked = url.searchParams;
	const filter = ownFilters.find((one) => one === asked.get('show'));
	const cursor = asked.get('after')?.slice(0, 80);
	return {
		own: await accounts.own(actor, undefined),
		hasPassword: await accounts.hasPassword(actor, undefined),
		written: await contributions.allOwn(actor, { filter, cursor }),
		filter,
		isFirst: cursor === undefined,
		latest: (await notices.own(actor, { unread: true, limit: 3 })).items,
		now: storage.now()
	};
};
