import type { PageServerLoad } from './$types';

/** The receipt says what happens next as long as that is still to come. */
export const load: PageServerLoad = async ({ parent }) => {
	const { phase } = (await parent()).fate.consultation;
	return { isAwaited: phase === 'open' || phase === 'analysis' };
};
