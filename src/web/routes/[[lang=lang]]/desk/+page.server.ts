import { readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app } = locals;
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const { items, next } = await orNotFound(app.moderation.queue(actor, { cursor, limit: 20 }));
	return {
		items,
		more: next === null ? null : `?cursor=${encodeURIComponent(next)}`,
		done: url.searchParams.has('done'),
		now: app.storage.now()
	};
};

export const actions: Actions = {
	claim: async ({ locals: { app, actor }, request }) => {
		const values = await readForm(request);
		try {
			await app.moderation.claim(actor, { contributionId: textOf(values, 'id') });
		} catch (refusal) {
			return refuse(refusal, {});
		}
	}
};
