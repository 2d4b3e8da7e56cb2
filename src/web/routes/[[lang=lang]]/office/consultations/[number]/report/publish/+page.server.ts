import { redirect } from '@sveltejs/kit';
import { Refusal } from '#core/kernel/errors.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number }, parent, url }) => {
	const actor = requireSignIn(locals, url);
	const { consultation } = await parent();
	if (consultation.reportedAt !== null || consultation.phase === 'cancelled')
		redirect(303, linksIn(locals.lang)(`/office/consultations/${number}/report`));
	return { draft: await orNotFound(locals.app.reports.draft(actor, { number })) };
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, params: { number }, request }) => {
		const values = await readForm(request);
		const key = keyOf(values);
		try {
			const { prose, signedBy, version } = await app.reports.draft(actor, { number });
			// What is published is what was read here, or nothing.
			if (String(version) !== textOf(values, 'version'))
				throw new Refusal('version_conflict', { version });
			await app.reports.publish(actor, { number, prose, signedBy, key });
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, linksIn(lang)(`/office/consultations/${number}/report?done=published`));
	}
};
