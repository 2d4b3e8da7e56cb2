import { redirect } from '@sveltejs/kit';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { lang } }) => redirect(303, linksIn(lang)('/'));

export const actions: Actions = {
	default: async ({ locals: { app, lang }, cookies }) => {
		const blank = await app.sessions.end(cookies.get(app.sessions.cookieName));
		cookies.set(blank.name, blank.value, { ...blank.attributes, path: '/' });
		redirect(303, linksIn(lang)('/'));
	}
};
