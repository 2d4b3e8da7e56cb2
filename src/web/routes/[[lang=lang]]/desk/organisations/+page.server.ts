import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

/** What a decision that led here was. */
const outcomes = ['verified', 'refused', 'ended', 'removed'] as const;

export const load: PageServerLoad = async ({ locals: { app, actor, lang }, url }) => {
	const account = requireSignIn({ actor, lang }, url);
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const network = account.roles.some(({ role }) => role === 'admin');
	return {
		...(await orNotFound(app.organisations.atDesk(account, { cursor }))),
		further: cursor !== undefined,
		/** Of several centres each says which one it is. */
		several: account.roles.length > 1 || network,
		/** An administrator sees those of all centres. */
		network,
		done: outcomes.find((one) => url.searchParams.get('done') === one)
	};
};
