import { error, redirect } from '@sveltejs/kit';
import { draftSteps, stepOf, type DraftStep } from '#core/consultations/content.ts';
import { keyOf, readForm, refuse, textOf, versionOf, type FormState } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { draftOf, fieldOf } from './fields.ts';
import type { Actions, PageServerLoad } from './$types';

const steps = Object.keys(draftSteps) as DraftStep[];

function knownStep(name: string): DraftStep {
	return steps.find((step) => step === name) ?? error(404, { message: 'not_found' });
}

export const load: PageServerLoad = async ({ locals, params: { id, step: name }, url }) => {
	const actor = requireSignIn(locals, url);
	const step = knownStep(name);
	const page = await orNotFound(locals.app.drafts.page(actor, { id }));
	// Nothing is wrong with a page nobody has filled in yet: errors are shown to who comes from the check.
	const found = url.searchParams.has('check')
		? page.errors.filter(({ path }) => stepOf(path) === step)
		: [];
	const check: FormState | null =
		found.length === 0
			? null
			: { errors: found.map((one) => ({ ...one, path: fieldOf(one.path) })) };
	return {
		page,
		step,
		place: steps.indexOf(step) + 1,
		of: steps.length,
		check,
		saved: url.searchParams.has('saved'),
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { id, step: name }, request }) => {
		const step = knownStep(name);
		const values = await readForm(request);
		const version = versionOf(values);
		try {
			await app.drafts.revise(actor, {
				id,
				version,
				draft: draftOf(values, step),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		const then = textOf(values, 'then');
		const next = then === 'more' ? `${step}?saved` : steps[steps.indexOf(step) + 1];
		const path = then === 'check' || next === undefined ? '' : `/${next}`;
		redirect(303, linksIn(lang)(`/office/drafts/${id}${path}`));
	}
};
