import { redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse, textOf, textsOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { marked } from './keep.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { app } = locals;
	const { searchParams } = url;
	const cursor = searchParams.get('cursor') ?? undefined;
	const { items, next, topics } = await orNotFound(
		app.moderation.queue(actor, { cursor, limit: 20 })
	);
	const countOf = (name: string) => Number(searchParams.get(name)) || 0;
	return {
		items,
		topics,
		more: next === null ? null : `?cursor=${encodeURIComponent(next)}`,
		done: searchParams.has('done'),
		passedOn: searchParams.has('passed'),
		declarationDue: await app.conflicts.due(actor, undefined),
		kept: searchParams.has('kept') ? { kept: countOf('kept'), left: countOf('left') } : null,
		now: app.storage.now(),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	/** "I know this person". */
	pass: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		try {
			await app.moderation.passOn(actor, { id: textOf(values, 'id'), key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(lang)('/desk?passed=1'));
	},
	claim: async ({ locals: { app, actor }, request }) => {
		const values = await readForm(request);
		try {
			await app.moderation.claim(actor, { id: textOf(values, 'id') });
		} catch (refusal) {
			return refuse(refusal, {});
		}
	},
	/** "Looked at, all is well": one text, or all that were marked. */
	keep: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		const items = marked(textsOf(values, 'item'));
		let done;
		try {
			done = await app.moderation.keep(actor, { items, key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(lang)(`/desk?kept=${done.kept}&left=${done.left}`));
	}
};
