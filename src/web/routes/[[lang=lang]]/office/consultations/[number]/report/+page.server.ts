import { redirect } from '@sveltejs/kit';
import { proseFields, type Prose } from '#core/answers/model.ts';
import { keyOf, readForm, refuse, textOf, versionOf, type FormValues } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number }, parent, url }) => {
	const actor = requireSignIn(locals, url);
	const { reports } = locals.app;
	const { consultation } = await parent();
	const published = consultation.reportedAt !== null;
	return {
		draft: published ? null : await orNotFound(reports.draft(actor, { number })),
		report: published ? await orNotFound(reports.page(actor, { number })) : null,
		done: url.searchParams.get('done')
	};
};

const proseOf = (values: FormValues) =>
	Object.fromEntries(proseFields.map((name) => [name, textOf(values, `prose.${name}`)])) as Prose;

export const actions: Actions = {
	save: async ({ locals: { app, actor, lang }, params: { number }, request }) => {
		const values = await readForm(request);
		try {
			await app.reports.revise(actor, {
				number,
				prose: proseOf(values),
				signedBy: textOf(values, 'signedBy'),
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		const then = textOf(values, 'then') === 'publish' ? '/publish' : '?done=saved';
		redirect(303, linksIn(lang)(`/office/consultations/${number}/report${then}`));
	},
	correct: async ({ locals: { app, actor, lang }, params: { number }, request }) => {
		const values = await readForm(request);
		try {
			await app.reports.correct(actor, {
				number,
				prose: proseOf(values),
				signedBy: textOf(values, 'signedBy'),
				reason: textOf(values, 'reason'),
				version: versionOf(values),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/office/consultations/${number}/report?done=corrected`));
	}
};
