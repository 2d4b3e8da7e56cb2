import { wholePage } from '#lib/log/whole.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => wholePage(event, 'authority');
