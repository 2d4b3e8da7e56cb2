import { error } from '@sveltejs/kit';
import { groups } from '../groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { keep }, params }) => {
	const group = groups.find((one) => one === params.group);
	if (!group) error(404, { message: 'not_found' });
	keep({ topics: [] });
	return { group };
};
