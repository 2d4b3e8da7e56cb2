import { doneKinds } from './own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
	done: doneKinds.find((kind) => kind === url.searchParams.get('done')) ?? null
});
