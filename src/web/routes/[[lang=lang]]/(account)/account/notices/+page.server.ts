import { error, redirect } from '@sveltejs/kit';
import { noticeSubjects } from '#core/notifications/model.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { placeOf } from '../notices.ts';
import { searchOf } from './filter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { notices } = locals.app;
	const asked = url.searchParams;
	const filter = {
		about: noticeSubjects.find((one) => one === asked.get('about')),
		unread: asked.has('new')
	};
	const cursor = asked.get('cursor') ?? undefined;
	const { items, next } = await notices.own(actor, { ...filter, limit: 20, cursor });
	return {
		items,
		filter,
		isFirst: cursor === undefined,
		unread: await notices.unread(actor, undefined),
		search: searchOf(filter, cursor),
		more: next === null ? null : searchOf(filter, next)
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
	/** Marks one as read and comes back to the list as it was. */
	read: async ({ locals, request, url }) => {
		const { app, lang } = locals;
		const actor = requireSignIn(locals, url);
		const values = await readForm(request);
		const id = textOf(values, 'id');
		if (id !== '') await app.notices.read(actor, { id });
		const back = /^\?[\w=&-]{1,120}$/.exec(textOf(values, 'back'))?.[0] ?? '';
		redirect(303, linksIn(lang)(`/account/notices${back}`));
	},
	readAll: async ({ locals, url }) => {
		await locals.app.notices.read(requireSignIn(locals, url), {});
		redirect(303, linksIn(locals.lang)('/account/notices'));
	}
};
