import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import type { Lang } from '#core/kernel/text.ts';
import { beginSession, openMade } from '#lib/access.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { placeIn, refusedPlace } from '#lib/places.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** There is such a page only as long as nobody administers the network. */
export const load: PageServerLoad = async ({ locals: { app, actor, newKey } }) => {
	if (!(await app.firstRun.isOpen(actor, undefined))) error(404, { message: 'not_found' });
	// Kept in no cache.
	return { key: newKey() };
};

export const actions: Actions = {
	default: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const found = await placeIn(event, values);
		try {
			const { accountId } = await app.firstRun.create(actor, {
				code: textOf(values, 'code'),
				name: textOf(values, 'name'),
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				areaId: found.areaId,
				language: lang,
				address: event.getClientAddress()
			});
			await beginSession(event, { id: accountId, secondFactorAt: null });
		} catch (refusal) {
			if (isRefusal(refusal) && refusal.code === 'not_found') {
				if (!(await openMade(event, values))) error(404, { message: 'not_found' });
				redirect(303, next(lang));
			}
			return refusedPlace(refuse(refusal, values), found.places);
		}
		redirect(303, next(lang));
	}
};

function next(lang: Lang): string {
	const to = linksIn(lang);
	return to(`/account/second-factor?next=${encodeURIComponent(to('/admin'))}`);
}
