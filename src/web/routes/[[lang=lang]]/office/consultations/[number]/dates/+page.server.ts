import { requireSignIn } from '#lib/server-load.ts';
import { actNames } from './acts.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	requireSignIn(locals, url);
	return { done: actNames.find((one) => one === url.searchParams.get('done')) };
};
