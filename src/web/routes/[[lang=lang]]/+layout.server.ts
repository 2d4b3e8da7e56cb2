import type { LayoutServerLoad } from './$types';

/**
 * Who was refused has no application to ask (`hooks.server.ts`): here even a page that asks for nothing ends, in the
 * page that says so.
 */
export const load: LayoutServerLoad = ({ locals }) => void locals.app;
