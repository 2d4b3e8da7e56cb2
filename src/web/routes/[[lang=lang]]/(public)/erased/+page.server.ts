import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ mail: locals.app.options.mail });
