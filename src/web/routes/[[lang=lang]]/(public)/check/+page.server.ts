import { fail } from '@sveltejs/kit';
import { readRequestNumber } from '#core/accessibility/model.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { readForm, textOf, wrong } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** A receipt's QR code brings its number, which is public; the code is typed. */
export const load: PageServerLoad = ({ url }) => ({
	number: url.searchParams.get('number')?.slice(0, 60) ?? ''
});

export const actions: Actions = {
	/** By post, so that codes stand in no log and in no history. Refuses wrong pairs all alike. */
	default: async ({ locals: { app, actor, lang }, request, getClientAddress, setHeaders }) => {
		const values = await readForm(request);
		const number = textOf(values, 'number').slice(0, 60);
		const code = textOf(values, 'code').slice(0, 40);
		const missing = ['number', 'code'].filter((name) => textOf(values, name).trim() === '');
		if (missing.length > 0)
			return wrong(
				missing.map((path) => ({ path, code: 'required' })),
				values
			);
		try {
			const address = getClientAddress();
			if (readRequestNumber(number)) {
				const request = await app.accessibility.receipt(actor, { number, code, address });
				return { asked: { request, now: app.storage.now() } };
			}
			const fate = await app.contributions.receipt(actor, { number, code, address });
			const consultation = await app.consultations.page(actor, {
				number: fate.consultation.number
			});
			const { authority, hostCentre, paragraphs } = consultation;
			return {
				found: {
					fate,
					timeZone: authority.timeZone,
					original: authority.language,
					paragraphs: paragraphs.map(({ id, number }) => ({ id, number })),
					help: {
						name: hostCentre.name[lang],
						slug: hostCentre.slug,
						phone: hostCentre.phone
					},
					now: app.storage.now()
				}
			};
		} catch (refusal) {
			if (!isRefusal(refusal)) throw refusal;
			const { code: refused, details } = refusal;
			const seconds = details.retryAfter ?? 0;
			if (refused === 'too_many_attempts') setHeaders({ 'retry-after': String(seconds) });
			return fail(refused === 'too_many_attempts' ? 429 : 404, {
				refusal: refused,
				values,
				minutes: Math.ceil(seconds / 60)
			});
		}
	}
};
