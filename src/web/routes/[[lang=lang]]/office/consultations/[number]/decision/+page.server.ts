import { error, redirect } from '@sveltejs/kit';
import { keyOf, readForm, refuse } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { decisionOf, rowsOf } from './fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number }, parent, url }) => {
	const actor = requireSignIn(locals, url);
	const { consultation, role } = await parent();
	if (role !== 'official') error(403, { message: 'not_allowed' });
	const report =
		consultation.reportedAt === null
			? null
			: await orNotFound(locals.app.reports.page(actor, { number }));
	return { decision: report?.decision ?? null, done: url.searchParams.has('done') };
};

export const actions: Actions = {
	/** The same form with one more row. */
	more: async ({ request }) => {
		const values = await readForm(request);
		return { values: { ...values, rows: String(rowsOf(values) + 1) } };
	},
	edit: async ({ request }) => ({ values: await readForm(request) }),
	check: async ({ locals: { app, actor }, params: { number }, request }) => {
		const values = await readForm(request);
		const { decision, fieldOf } = decisionOf(values, number);
		try {
			await app.reports.checkDecision(actor, decision);
		} catch (refusal) {
			return refuse(refusal, values, fieldOf);
		}
		return { values, ready: true };
	},
	record: async ({ locals: { app, actor, lang }, params: { number }, request }) => {
		const values = await readForm(request);
		const { decision, fieldOf } = decisionOf(values, number);
		try {
			await app.reports.decide(actor, { ...decision, key: keyOf(values) });
		} catch (refusal) {
			return refuse(refusal, values, fieldOf);
		}
		redirect(303, linksIn(lang)(`/office/consultations/${number}/decision?done`));
	}
};
