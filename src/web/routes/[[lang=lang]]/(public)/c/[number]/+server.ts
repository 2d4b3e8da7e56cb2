import { redirect } from '@sveltejs/kit';
import { linksIn } from '#lib/words.ts';
import type { RequestHandler } from './$types';

/** The short address that posters carry: whoever types it need not mind capitals. */
export const GET: RequestHandler = ({ locals: { lang }, params: { number } }) =>
	redirect(308, linksIn(lang)(`/consultations/${encodeURIComponent(number.toUpperCase())}`));
