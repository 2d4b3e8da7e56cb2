import { error, redirect } from '@sveltejs/kit';
import { readForm, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { placeOf } from '../notices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { notices } = locals.app;
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const { items, next } = await notices.own(actor, { limit: 20, cursor });
	return {
		items,
		unread: await notices.unread(actor, undefined),
		more: next === null ? null : `?cursor=${encodeURIComponent(next)}`
	};
};

export const actions: Actions = {
	/** Marks one as read and leads to what it is about. */
	open: async ({ locals, request, url }) => {
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const id = textOf(await readForm(request), 'id');
		const notice = await app.notices.byId(actor, { id });
		if (!notice) error(404, { message: 'not_found' });
		await app.notices.read(actor, { id });
		redirect(303, linksIn(lang)(placeOf(notice)));
	},
	readAll: async ({ locals, url }) => {
		await locals.app.notices.read(requireSignIn(locals, url), {});
		redirect(303, linksIn(locals.lang)('/account/notices'));
	}
};
