import { fail, redirect } from '@sveltejs/kit';
import { contributionKinds, displays } from '#core/contributions/model.ts';
import type { Display } from '#core/contributions/model.ts';
import { mayContribute } from '#core/contributions/policy.ts';
import { draftName } from '#lib/drafts.ts';
import { readForm, refuse, textOf, wrong, type FormValues } from '#lib/forms.ts';
import { searchWithoutAction } from '#lib/languages.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number }, url, request }) => {
	const { app, newKey } = locals;
	// What was sent after the session had ended is shown once more: nobody types it twice.
	const signedOut = request.method === 'POST' && locals.actor.kind !== 'account';
	const actor = signedOut ? locals.actor : requireSignIn(locals, url);
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const wanted = url.searchParams.get('paragraph');
	const paragraph = consultation.paragraphs.find(({ id }) => id === wanted) ?? null;
	const kinds = contributionKinds.filter((kind) => (kind === 'remark') === (paragraph !== null));
	return {
		number,
		title: consultation.title,
		original: consultation.authority.language,
		open: consultation.phase === 'open',
		mayContribute: mayContribute(actor),
		paragraph,
		kinds,
		displays: displays.filter((one) => consultation.profile.displayChoices.includes(one)),
		writer: actor.kind === 'account' ? await app.accounts.own(actor, undefined) : null,
		draft: actor.kind === 'account' ? draftName(actor.id, number, paragraph?.id) : '',
		back: url.pathname + searchWithoutAction(url.searchParams),
		key: newKey()
	};
};

export const actions: Actions = {
	/** Shows what would be sent; nothing is sent yet. */
	check: async ({ locals: { app, actor, lang }, params, request }) => {
		const values = await readForm(request);
		try {
			await app.contributions.check(actor, inputOf(values, params.number, lang));
		} catch (refusal) {
			return refuse(refusal, values);
		}
		return { values, ready: true };
	},
	/** Back to the form, with everything as it was typed. */
	change: async ({ locals: { actor }, request }) => {
		const values = await readForm(request);
		return actor.kind === 'visitor' ? wrong([], values, 'not_signed_in') : { values, ready: false };
	},
	send: async ({ locals: { app, actor, lang }, params, request }) => {
		const values = await readForm(request);
		const key = textOf(values, 'key');
		if (!/^[0-9a-f-]{36}$/.test(key)) return fail(400, { values, ready: false });
		let written;
		try {
			const input = inputOf(values, params.number, lang);
			written = await app.contributions.write(actor, { ...input, key });
		} catch (refusal) {
			return refuse(refusal, values);
		}
		const path = `/consultations/${params.number}/contributions/${written.seq}/sent`;
		redirect(303, linksIn(lang)(path));
	}
};

function inputOf(values: FormValues, number: string, language: App.Locals['lang']) {
	return {
		number,
		language,
		kind: textOf(values, 'kind'),
		text: textOf(values, 'text'),
		display: textOf(values, 'display') as Display,
		paragraphId: textOf(values, 'paragraphId') || undefined,
		organisationId: textOf(values, 'organisationId') || undefined
	};
}
