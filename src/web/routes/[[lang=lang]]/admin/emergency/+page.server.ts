import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import type { Hideable } from '#core/moderation/queries/hideable.ts';
import { keyOf, readForm, refuse, textOf, wrong } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** `UA-ZHD-2026-001/12`, however it was typed. */
function numberIn(typed: string): { number: string; seq: number } | null {
	const found = /^\s*([A-Z]{2}-[A-Z]{3}-\d{4}-\d{3,})\s*[/№\s]\s*(\d{1,9})\s*$/i.exec(typed);
	return found && { number: found[1]!.toUpperCase(), seq: Number(found[2]) };
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { administration, moderation } = locals.app;
	await orNotFound(administration.scopes(actor, undefined));
	const typed = url.searchParams.get('number') ?? '';
	const meant = numberIn(typed);
	let found: Hideable[] | null = null;
	try {
		if (meant) found = await moderation.hideable(actor, meant);
	} catch (refusal) {
		if (!isRefusal(refusal) || refusal.code !== 'not_found') throw refusal;
	}
	return {
		numberTyped: typed,
		meant,
		found,
		done: url.searchParams.has('done'),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		const [id = '', version = ''] = textOf(values, 'words').split('.');
		if (id === '') return wrong([{ path: 'words', code: 'required' }], values);
		if (textOf(values, 'sure') === '')
			return wrong([{ path: 'sure', code: 'not_confirmed' }], values);
		try {
			await app.moderation.hideAtOnce(actor, {
				id,
				version: Number(version) || 0,
				ground: textOf(values, 'ground'),
				reason: textOf(values, 'reason'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)('/admin/emergency?done=1'));
	}
};
