import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { keep } }) => keep({ topics: [] });
