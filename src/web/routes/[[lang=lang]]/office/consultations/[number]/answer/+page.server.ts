import { redirect } from '@sveltejs/kit';
import { mostAnsweredAtOnce } from '#core/answers/model.ts';
import { keyOf, readForm, refuse, textOf, textsOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number }, url }) => {
	const actor = requireSignIn(locals, url);
	const only = url.searchParams
		.getAll('c')
		.map(Number)
		.filter((seq) => Number.isSafeInteger(seq) && seq > 0)
		.slice(0, mostAnsweredAtOnce);
	const { items, templates } = await orNotFound(
		locals.app.answers.inbox(actor, { number, only, limit: mostAnsweredAtOnce })
	);
	return { items, templates };
};

export const actions: Actions = {
	give: async ({ locals: { app, actor, lang }, params: { number }, request }) => {
		const values = await readForm(request);
		const ids = textsOf(values, 'id');
		const forAll = textOf(values, 'status');
		try {
			await app.answers.give(actor, {
				answered: ids.map((contributionId, place) => ({
					contributionId,
					status: textOf(values, `answered.${place}.status`) || forAll,
					version: Number(textOf(values, `answered.${place}.version`)) || 0
				})),
				reasons: textOf(values, 'reasons'),
				paragraphIds: textsOf(values, 'paragraphIds'),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/office/consultations/${number}?given=${ids.length}`));
	},
	/** Puts reasons given before into the field; what was chosen above stays. */
	fill: async ({ request }) => {
		const values = await readForm(request);
		return { values: { ...values, reasons: textOf(values, 'template') } };
	}
};
